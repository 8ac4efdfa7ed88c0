# Reads an unpacked release with pandas, as a researcher would.
import json
import pathlib
import sys

import pandas

folder = pathlib.Path(sys.argv[1])
package = json.loads((folder / "datapackage.json").read_text())
for resource in package["resources"]:
    table = pandas.read_csv(folder / resource["path"])
    wanted = [field["name"] for field in resource["schema"]["fields"]]
    assert list(table.columns) == wanted, (resource["path"], list(table.columns))
    for field in resource["schema"]["fields"]:
        if field["type"] in ("integer", "number"):
            assert pandas.api.types.is_numeric_dtype(table[field["name"]]), (resource["path"], field["name"])

options = pandas.read_csv(folder / "item_options.csv")
craving = options[(options["item"] == "craving") & (options["option"] == "weekly")].iloc[0]
print("craving weekly", craving["count"])
