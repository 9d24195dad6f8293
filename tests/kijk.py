"""The two views of a store, as the reader of this computer sees them."""

from core.dashboard import LOKAAL, Store, View, view_of


def exact(store: Store) -> View:
    return view_of(store, LOKAAL, "intern")


def shared(store: Store) -> View:
    return view_of(store, LOKAAL, "delen")
