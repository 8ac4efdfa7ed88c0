# Reads an unpacked release with pandas, as a researcher would.
import json
import pathlib
import sys

import pandas

folder = pathlib.Path(sys.argv[1])
package = json.loads((folder / "datapackage.json").read_text())
tables = 0
for resource in package["resources"]:
    table = pandas.read_csv(folder / resource["path"], keep_default_na=False, na_values=[""])
    wanted = [field["name"] for field in resource["schema"]["fields"]]
    assert list(table.columns) == wanted, (resource["path"], list(table.columns))
    for field in resource["schema"]["fields"]:
        values = table[field["name"]].dropna()
        if field["type"] in ("integer", "number"):
            assert pandas.api.types.is_numeric_dtype(values) or len(values) == 0, (resource["path"], field["name"])
        if field["type"] == "integer":
            assert (values == values.round()).all(), (resource["path"], field["name"])
        if field["type"] == "date":
            pandas.to_datetime(values, format="%Y-%m-%d")
    tables += 1
print(f"{tables} tables read")
