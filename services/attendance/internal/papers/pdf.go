package papers

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"slices"
)

// dangerous names the parts of a PDF that let it act by itself, send what is written into it, open or carry other
// files, or hold a form or a player of its own.
func dangerous() []string {
	return []string{
		"/JavaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/OpenAction",
		"/SubmitForm", "/ImportData", "/GoToR", "/RichMedia", "/XFA",
	}
}

// triggers names what an object does when something happens to it. It is so short that the bytes of a picture spell
// it by chance: only with a value behind it does it count.
const triggers = "/AA"

const (
	// maxUnpacked bounds what is unpacked of one file while looking.
	maxUnpacked = 32 << 20
	// endWithin is how far from its end a PDF says that it ends.
	endWithin = 1024
)

// checkPDF looks for dangerous names in the objects of a PDF, also where a name is written with codes (#4A for
// J) and where objects are packed together (ObjStm), as newer programs write them.
//
// It looks for names and does not understand the file. An encrypted file, and an object stream that does not
// open with deflate, are refused because nothing can be seen there. What stays unseen: a file built to mislead
// this search about where its object streams begin, links to pages that open when somebody clicks, and whatever uses
// a fault of the program that will open it.
func checkPDF(data []byte) error {
	if !bytes.Contains(data[max(0, len(data)-endWithin):], []byte("%%EOF")) {
		return ErrType
	}
	names := plainNames(data)
	if harmful(names) || hasName(names, "/Encrypt") {
		return ErrType
	}
	if !hasName(names, "/ObjStm") {
		return nil
	}
	return checkPacked(data)
}

func harmful(objects []byte) bool {
	return slices.ContainsFunc(dangerous(), func(name string) bool { return hasName(objects, name) }) ||
		findName(objects, triggers, beginsValue)
}

// hasName says whether a name stands in the text, and not only the beginning of a longer one.
func hasName(text []byte, name string) bool {
	return findName(text, name, func([]byte) bool { return true })
}

// findName says whether a name stands in the text with the right text behind it.
func findName(text []byte, name string, right func(rest []byte) bool) bool {
	for {
		i := bytes.Index(text, []byte(name))
		if i < 0 {
			return false
		}
		text = text[i+len(name):]
		if (len(text) == 0 || !regular(text[0])) && right(text) {
			return true
		}
	}
}

// beginsValue says whether a dictionary or the number of an object follows, behind blanks and remarks.
func beginsValue(text []byte) bool {
	for {
		text = bytes.TrimLeft(text, "\x00\t\n\f\r ")
		if len(text) == 0 || text[0] != '%' {
			break
		}
		end := bytes.IndexAny(text, "\r\n")
		if end < 0 {
			return false
		}
		text = text[end:]
	}
	return bytes.HasPrefix(text, []byte("<<")) || len(text) > 0 && text[0] >= '0' && text[0] <= '9'
}

// regular says whether a byte can be part of a name.
func regular(b byte) bool {
	switch b {
	case 0, '\t', '\n', '\f', '\r', ' ', '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return true
}

// plainNames writes the codes of names as the characters they stand for.
func plainNames(data []byte) []byte {
	if !bytes.Contains(data, []byte{'#'}) {
		return data
	}
	plain := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] == '#' && i+2 < len(data) {
			high, low := hexDigit(data[i+1]), hexDigit(data[i+2])
			if high >= 0 && low >= 0 {
				plain = append(plain, byte(high<<4|low))
				i += 2
				continue
			}
		}
		plain = append(plain, data[i])
	}
	return plain
}

func hexDigit(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'a' && b <= 'f':
		return int(b-'a') + 10
	case b >= 'A' && b <= 'F':
		return int(b-'A') + 10
	}
	return -1
}

// checkPacked unpacks every object stream and looks into it. One that does not open is refused.
func checkPacked(data []byte) error {
	left := int64(maxUnpacked)
	keyword := []byte("stream")
	// The dictionary of a stream stands between the beginning of the stream before it and its own.
	before := 0
	for from := 0; ; {
		i := bytes.Index(data[from:], keyword)
		if i < 0 {
			return nil
		}
		start := from + i
		from = start + len(keyword)
		if bytes.HasSuffix(data[:start], []byte("end")) {
			continue
		}
		dictionary := plainNames(data[before:start])
		before = from
		if !hasName(dictionary, "/ObjStm") {
			continue
		}
		objects, err := unpack(data[from:], left)
		if err != nil || harmful(plainNames(objects)) {
			return ErrType
		}
		left -= int64(len(objects))
	}
}

// unpack inflates a stream that begins behind the end of a line.
func unpack(data []byte, most int64) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimPrefix(data, []byte("\r")), []byte("\n"))
	reader, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	objects, err := io.ReadAll(io.LimitReader(reader, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(objects)) > most {
		return nil, errors.New("an object stream that is too long")
	}
	return objects, nil
}
