// A workbook as a spreadsheet program leaves it: cells changed, everything else as it was.
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

interface Part {
  name: Buffer;
  data: Buffer;
}

/** The parts of a zip, by its directory at the end. */
function unpack(zip: Buffer): Part[] {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const parts: Part[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, name, extra, comment, start] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const packed = zip.subarray(from, from + size);
    parts.push({ name: zip.subarray(at + 46, at + 46 + name), data: method === 0 ? packed : inflateRawSync(packed) });
    at += 46 + name + extra + comment;
  }
  return parts;
}

function pack(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data } of parts) {
    const packed = deflateRawSync(data);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, rest, name]));
    files.push(file);
    at += file.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.reduce((sum, entry) => sum + entry.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** Writes numbers into cells of the first sheet, such as `G18`; a cell that is not there is a mistake of the story. */
export function fill(workbook: Buffer, cells: Record<string, number>): Buffer {
  const parts = unpack(workbook);
  const sheet = parts.find((part) => part.name.toString() === "xl/worksheets/sheet1.xml");
  if (!sheet) throw new Error("the workbook has no sheet");
  let xml = sheet.data.toString("utf8");
  for (const [cell, value] of Object.entries(cells)) {
    const found = new RegExp(`<c r="${cell}"((?: s="\\d+")?)[^>]*?(?:/>|>.*?</c>)`, "s").exec(xml);
    if (!found) throw new Error(`the sheet has no cell ${cell}`);
    xml = xml.replace(found[0], `<c r="${cell}"${found[1] ?? ""}><v>${value}</v></c>`);
  }
  sheet.data = Buffer.from(xml, "utf8");
  return pack(parts);
}
