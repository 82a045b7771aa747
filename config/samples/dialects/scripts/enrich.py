import json
import os

with open("out/modules.json") as file:
    modules = json.load(file)["modules"]
with open("out/enriched.json", "w") as file:
    json.dump([{"name": name, "level": os.environ["LEVEL"]} for name in modules], file)
