package esise

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1256 are the characters 80 to FF of the Arabic code page, in which older exports are written.
const windows1256 = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u200c\u200dں" +
	"\u00a0،¢£¤¥¦§¨©ھ«¬\u00ad®¯°±²³´µ¶·¸¹؛»¼½¾؟" +
	"ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقك" +
	"àلâمنهوçèéêëىيîï\u064b\u064c\u064d\u064eô\u064f\u0650÷\u0651ù\u0652ûü\u200e\u200fے"

// windows1252 are the characters 80 to 9F of the western code page; the rest are those of ISO 8859-1.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

// declared is the encoding that an XML declaration names.
var declared = regexp.MustCompile(`^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// text gives a file as UTF-8, by its byte order mark or its declaration; false for what cannot be read.
func text(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
		return string(data), utf8.Valid(data)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return wide(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return wide(data[2:], binary.BigEndian)
	case bytes.HasPrefix(data, []byte{'<', 0, '?', 0}):
		return wide(data, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0, '<', 0, '?'}):
		return wide(data, binary.BigEndian)
	}
	name := "utf-8"
	if m := declared.FindSubmatch(data[:min(len(data), 300)]); m != nil {
		name = strings.ToLower(string(m[1]))
	}
	switch name {
	case "windows-1256", "cp1256":
		return narrow(data, []rune(windows1256)), true
	case "windows-1252", "cp1252", "iso-8859-1", "latin1", "iso-8859-15":
		return narrow(data, []rune(windows1252)), true
	case "utf-8", "utf8", "us-ascii":
		return string(data), utf8.Valid(data)
	}
	return "", false
}

// wide reads UTF-16.
func wide(data []byte, order binary.ByteOrder) (string, bool) {
	if len(data)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units)), true
}

// narrow reads one character a byte; upper are those from 80 on, and what it has not is that of ISO 8859-1.
func narrow(data []byte, upper []rune) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/2)
	for _, c := range data {
		switch at := int(c) - 0x80; {
		case at < 0 || at >= len(upper):
			b.WriteRune(rune(c))
		default:
			b.WriteRune(upper[at])
		}
	}
	return b.String()
}
