// A workbook as a spreadsheet program writes it: a ZIP of XML, stored as it is, with the texts in their cells.
import { crc32 } from "node:zlib";

/** Cells by their address, such as `X15`. */
export type Cells = Readonly<Record<string, string>>;

/** Writes a workbook of one sheet. */
export function workbook(sheet: string, cells: Cells): Buffer {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zip({
    "[Content_Types].xml": `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${text(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="${main}"><sheetData>${rows(cells)}</sheetData></worksheet>`,
  });
}

function rows(cells: Cells): string {
  const place = (address: string): [row: number, column: string] => {
    const [, column = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    return [Number(row), column.padStart(3)];
  };
  const byRow = new Map<number, string[]>();
  const inOrder = Object.keys(cells).sort((a, b) => (place(a)[1] < place(b)[1] ? -1 : 1));
  for (const address of inOrder) {
    const row = place(address)[0];
    byRow.set(row, [...(byRow.get(row) ?? []), `<c r="${address}" t="inlineStr"><is><t>${text(cells[address] ?? "")}</t></is></c>`]);
  }
  return [...byRow.keys()].sort((a, b) => a - b).map((row) => `<row r="${row}">${byRow.get(row)!.join("")}</row>`).join("");
}

function text(raw: string): string {
  return raw.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** A ZIP file of stored entries. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(content)];
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(33, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), facts, path, bytes]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), facts, where, path]));
    local.push(entry);
    at += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** Whom a class list names. */
export interface Listed {
  code: string;
  family: string;
  first: string;
  birth: string;
}

/** A class list as MASSAR's ListEleve gives it: facts above, the columns at MASSAR's places from line 14 on. */
export function classList(school: string, label: string, students: readonly Listed[]): Buffer {
  const cells: Record<string, string> = {
    J3: "لائحة التلاميذ", W7: "المؤسسة", Z7: school, J9: "القسم", N9: label,
    B14: "مكان الازدياد", H14: "تاريخ الازدياد", L14: "النوع", M14: "النسب", Q14: "الإسم", X14: "رقم التلميذ", AA14: "رت",
  };
  for (const [i, { code, family, first, birth }] of students.entries()) {
    const line = 15 + i;
    Object.assign(cells, { [`B${line}`]: "مراكش", [`H${line}`]: birth, [`L${line}`]: "أنثى", [`M${line}`]: family, [`Q${line}`]: first, [`X${line}`]: code, [`AA${line}`]: String(i + 1) });
  }
  return workbook(label, cells);
}
