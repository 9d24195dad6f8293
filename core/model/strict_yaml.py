"""YAML as every file of ours is read: plain values only, and no key twice, of which the first would be lost without a
word."""

import yaml


class _Lezer(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # the same in C: ten times as fast, at every start
    def construct_mapping(self, node, deep=False):
        sleutels = [self.construct_object(sleutel, deep=True) for sleutel, _ in node.value]
        dubbel = [str(s) for i, s in enumerate(sleutels) if s in sleutels[:i]]
        if dubbel:
            raise yaml.constructor.ConstructorError(
                problem=f"{dubbel[0]} staat er twee keer", problem_mark=node.start_mark
            )
        return super().construct_mapping(node, deep)


_Lezer.add_constructor("tag:yaml.org,2002:map", lambda lezer, node: lezer.construct_mapping(node, deep=True))


def load(text: str) -> object:
    """What a YAML text holds. Raises yaml.YAMLError."""
    return yaml.load(text, _Lezer)
