"""The public door: pages, the command line and reports call only this.

Figures are questions of a `View` (core.views.contract), opened by `open_view`; beside it stand what is done with
deliveries, with what people decide, and with the installation. Every question opens a connection of its own on the
store, so that no run sees another's rows.
"""

from core.views.aansluiting import AFRONDEN as CBS_AFRONDEN
from core.views.asking import begrippen, check_keuze, filterwaarden, oordeel_over_reeks, tegelkaart, trendcijfers
from core.views.casemix import LEEFTIJD, Casemix, casemix
from core.views.compare import Gevolg, compare_levering
from core.views.contract import Blad, Plaatje, View
from core.views.deliveries import (
    Keuzes,
    NietHerkend,
    Verslag,
    free_name,
    from_command,
    import_sources,
    keep_mapping,
    log_import,
    make_voorbeeld,
    opvraagformulier,
    preview,
    read,
    read_options,
    recognise,
    ship_voorbeeld,
    sjabloon,
    table_names,
    write_bevindingen,
    write_resultaten,
    write_sjabloon,
)
from core.views.duiding import (
    FASEN,
    STATUSSEN,
    Gewijzigd,
    Punt,
    Sindsdien,
    duiding,
    duiding_blad,
    may_write_punt,
    new_punt,
    punt_history,
    save_punt,
    search_punten,
    selection_in_words,
    sindsdien,
    warnings_of,
)
from core.views.elsewhere import Elders, elsewhere, subjects
from core.views.goals import (
    Besluit,
    Notitie,
    Uitgangspunt,
    besluiten,
    divide_up,
    may_herzien,
    save_besluit,
    save_notitie,
    vooruitzicht,
    wat_is_nodig,
    wat_is_nodig_knop,
)
from core.views.intake import (
    NAKIJKEN,
    NIET_GEBRUIKT,
    ZEKER,
    Deel,
    Kolomvoorstel,
    Voorstel,
    Woordvoorstel,
    code_words,
    examine,
    found_sheets,
    key_of,
    known_words,
    our_columns,
    our_tables,
)
from core.views.keuzes import keuzes, remove_keuze, rename_keuze, save_keuze
from core.views.mappings import (
    export_mapping,
    has_postcodes,
    import_mapping,
    known_forms,
    mappings,
    remove_mapping,
    save_postcodes,
)
from core.views.moments import moments, moments_in
from core.views.opening import open_view, view_of
from core.views.package import make_package
from core.views.rapport import SOORTEN, kinds_of, make_rapport, write_rapport
from core.views.readers import (
    LOKAAL,
    Aanmelding,
    Gebruiker,
    Geweigerd,
    Lezer,
    aanmelding_runs,
    aanmeldingen,
    configure,
    end,
    gebruikerslijst,
    instellingen_nu,
    lezer_van,
    logboek,
    merk_van,
    note,
    note_weigering,
    opslagmap,
    remove_gebruiker,
    save_gebruiker,
    sign_out,
    until_when,
    validate,
    wipe_leveringen,
)
from core.views.remember import MEMORY, Door
from core.views.search import Vondst, matching, search
from core.views.side_by_side import MINSTE, NaastElkaar, side_by_side, splittable
from core.views.store import (
    VOORBEELD,
    Store,
    build,
    counted_by,
    doel_van,
    doelregios,
    eigen,
    late_senders,
    leveringen,
    maten,
    newest_import,
    open_store,
    regios,
    staatmap,
    within,
    zichtbaar,
)
from core.views.upkeep import (
    check,
    clean_up,
    delete_levering,
    make_reservekopie,
    put_back,
    restore_levering,
    withdraw_levering,
)
from core.views.veranderd import moved, rondes
from core.views.what_if import (
    SIMULEERBARE_MATEN,
    gegevens_merk,
    remove_scenario,
    save_scenario,
    scenario_als_bestand,
    scenario_als_link,
    scenario_bewaard,
    scenario_maten,
    scenario_te_wijzigen,
    scenario_uit_bestand,
    scenario_uit_link,
    scenario_uit_velden,
    scenario_velden,
    scenario_verouderd,
    scenario_zonder_intern,
    scenarios,
    scenarios_vooraf,
)
