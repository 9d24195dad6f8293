"""A question to a database that somebody typed: one statement that only reads, or it is not asked at all."""

from core.model.melding import Melding

# What a database is called in SQLAlchemy -> in sqlglot.
_TALEN = {"postgresql": "postgres", "mariadb": "mysql", "mssql": "tsql"}
# These have a transaction or file that can only read, and take one statement at a time.
_ZELF = frozenset({"postgresql", "mysql", "mariadb", "sqlite"})


def one_query(vraag: str, soort: str, waar: str) -> str:
    """The question as it is sent to a database of this `soort` (SQLAlchemy's name of the dialect), without the ; at its
    end. Raises Melding when it is not one select. A database that does not keep itself from writing gets the question
    as it was understood here: what was taken for a name cannot be a second statement there."""
    import sqlglot
    from sqlglot import exp

    taal = _TALEN.get(soort, soort)
    taal = taal if taal in sqlglot.Dialect.classes else ""
    try:
        tekens = sqlglot.tokenize(vraag, read=taal)
        while tekens and tekens[-1].token_type is sqlglot.TokenType.SEMICOLON:
            vraag = vraag[: tekens.pop().start]
        delen = sqlglot.parse(vraag, read=taal)
    except (sqlglot.errors.SqlglotError, RecursionError):
        delen = []
    if len(delen) != 1 or not isinstance(delen[0], exp.Query) or delen[0].find(exp.DML, exp.Into, exp.Command):
        raise Melding(ALLEEN_LEZEN.format(waar=waar))
    return vraag if soort in _ZELF else delen[0].sql(taal)


ALLEEN_LEZEN = (
    "De vraag aan de {waar} kan niet: schrijf één opdracht die met select begint en alleen leest. Is het er één, maak "
    "er dan in de database een view van."
)
