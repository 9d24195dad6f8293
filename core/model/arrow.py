"""The Arrow types of stored columns: the same for the store and for worked examples."""

import pyarrow as pa

_ARROW = {
    "string": pa.string(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp(6)": pa.timestamp("us"),
}


def arrow_schema(kolommen: dict[str, str]) -> pa.Schema:
    """Stored column types as an Arrow schema."""
    return pa.schema([(naam, _ARROW[soort]) for naam, soort in kolommen.items()])
