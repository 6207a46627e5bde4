package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf16"
)

// archive is a zip whose directory was checked.
type archive struct {
	parts map[string]*zip.File // by lower-case name without leading slash
}

var (
	magicZip      = []byte("PK\x03\x04")
	magicEmptyZip = []byte("PK\x05\x06")
	magicOLE      = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	magicEntry    = []byte("PK\x01\x02")
)

// openArchive checks the directory before anything is unfolded.
func openArchive(data []byte, limits Limits) (*archive, error) {
	if int64(len(data)) > limits.File {
		return nil, refuse(ReasonFileTooLarge, "the file is over the size allowed")
	}
	if err := checkMagic(data); err != nil {
		return nil, err
	}
	// archive/zip reads every directory entry it meets, whatever count the
	// trailer declares; counting their marks first keeps that small too.
	if bytes.Count(data, magicEntry) > 2*limits.Entries {
		return nil, refuse(ReasonFileTooLarge, "too many files in the zip")
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, broken("reading the zip directory", err)
	}
	if len(zr.File) > limits.Entries {
		return nil, refuse(ReasonFileTooLarge, "too many files in the zip")
	}
	a := &archive{parts: make(map[string]*zip.File, len(zr.File))}
	var total uint64
	for _, f := range zr.File {
		if err := checkEntry(f, limits); err != nil {
			return nil, err
		}
		total += f.UncompressedSize64
		if total > uint64(limits.Total) {
			return nil, refuse(ReasonFileTooLarge, "the zip unfolds to too much")
		}
		key := strings.ToLower(f.Name)
		if _, twice := a.parts[key]; twice {
			return nil, refuse(ReasonFileBroken, "the zip holds one name twice")
		}
		a.parts[key] = f
	}
	for name, f := range a.parts {
		if err := checkHead(name, f); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func checkMagic(data []byte) error {
	switch {
	case bytes.HasPrefix(data, magicZip):
		return nil
	case bytes.HasPrefix(data, magicOLE):
		// A password wraps an .xlsx into the same container as an old .xls.
		if bytes.Contains(data, utf16le("EncryptedPackage")) {
			return refuse(ReasonFileNotXLSX, "the workbook is protected by a password")
		}
		return refuse(ReasonFileIsXLS, "an old binary workbook")
	case bytes.HasPrefix(data, magicEmptyZip):
		return refuse(ReasonFileNotXLSX, "an empty zip")
	case len(data) == 0:
		return refuse(ReasonFileNotXLSX, "an empty file")
	}
	return refuse(ReasonFileNotXLSX, "not a zip")
}

func utf16le(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

// Folders and names that can act, reach out, or carry another file.
var forbiddenParts = []string{
	"vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "xl/embeddings/", "xl/activex/", "xl/ctrlprops/",
	"xl/externallinks/", "xl/connections", "xl/querytables/", "xl/webextensions/", "customui/", "xl/model/",
}

var forbiddenEndings = []string{
	".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".docx", ".pptx", ".jar", ".7z", ".rar", ".gz", ".exe", ".dll", ".vbs", ".js",
}

func checkEntry(f *zip.File, limits Limits) error {
	name := strings.ToLower(f.Name)
	switch {
	case f.UncompressedSize64 > uint64(limits.Part):
		return refuse(ReasonFileTooLarge, "a part of the workbook is too large")
	case f.UncompressedSize64 > ratioFrom && f.UncompressedSize64 > uint64(limits.Ratio)*max(f.CompressedSize64, 1):
		return refuse(ReasonFileTooLarge, "a part of the workbook is packed beyond belief")
	case f.Flags&1 != 0:
		return refuse(ReasonFileBroken, "a part of the zip is encrypted")
	case strings.ContainsAny(name, "\\\x00") || strings.HasPrefix(name, "/") || name == "":
		return refuse(ReasonFileBroken, "a name in the zip is not allowed")
	case path.Clean(strings.TrimSuffix(name, "/")) != strings.TrimSuffix(name, "/") || strings.HasPrefix(name, "../"):
		return refuse(ReasonFileBroken, "a name in the zip leaves its folder")
	case f.Mode()&fs.ModeType != 0 && !f.Mode().IsDir():
		return refuse(ReasonFileBroken, "the zip holds a link")
	case name == "xl/workbook.bin":
		return refuse(ReasonFileNotXLSX, "a binary workbook (.xlsb)")
	case name == "content.xml" || name == "mimetype":
		return refuse(ReasonFileNotXLSX, "an OpenDocument file")
	}
	for _, part := range forbiddenParts {
		if strings.Contains(name, part) {
			return refuse(ReasonFileNotXLSX, "the workbook holds macros, objects or outside links")
		}
	}
	for _, ending := range forbiddenEndings {
		if strings.HasSuffix(name, ending) {
			return refuse(ReasonFileNotXLSX, "the workbook holds another file")
		}
	}
	return nil
}

// checkHead looks at the first bytes of a part: a document type has its place
// before the root element, another archive at the start.
func checkHead(name string, f *zip.File) error {
	if strings.HasSuffix(name, "/") {
		return nil
	}
	rc, err := f.Open()
	if err != nil {
		return broken("opening a part of the zip", err)
	}
	defer rc.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(rc, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return broken("reading a part of the zip", err)
	}
	head = head[:n]
	if bytes.HasPrefix(head, []byte("PK")) || bytes.HasPrefix(head, magicOLE) || bytes.HasPrefix(head, []byte("MZ")) {
		return refuse(ReasonFileNotXLSX, "the workbook holds another file")
	}
	if isXML(name) {
		upper := bytes.ToUpper(head)
		if bytes.Contains(upper, []byte("<!DOCTYPE")) || bytes.Contains(upper, []byte("<!ENTITY")) {
			return refuse(ReasonFileBroken, "a part declares a document type")
		}
	}
	return nil
}

func isXML(name string) bool {
	return strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") || strings.HasSuffix(name, ".vml")
}

// open gives a part by name; ok is false where the zip lacks it.
func (a *archive) open(name string) (rc io.ReadCloser, ok bool, err error) {
	f, ok := a.parts[strings.ToLower(strings.TrimPrefix(name, "/"))]
	if !ok {
		return nil, false, nil
	}
	rc, err = f.Open()
	if err != nil {
		return nil, true, broken("opening a part of the zip", err)
	}
	return rc, true, nil
}
