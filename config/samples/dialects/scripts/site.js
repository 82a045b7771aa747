const fs = require("fs");

const modules = JSON.parse(fs.readFileSync("out/enriched.json"));
fs.writeFileSync("out/index.html", modules.map((module) => `<p>${module.name}</p>`).join("\n"));
