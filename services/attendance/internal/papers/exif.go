package papers

import (
	"bytes"
	"encoding/binary"
)

// Markers of a JPEG file.
const (
	markerProgressive = 0xc2
	markerScan        = 0xda
	markerExif        = 0xe1
)

// maxScans bounds how often the points of a picture are gone over: a progressive picture has about ten scans,
// and one made to keep a processor busy has thousands of almost none.
const maxScans = 100

// head is what must be known of a JPEG file before it is decoded.
type head struct {
	progressive bool
	orientation int
}

// readHead walks the segments before the first scan.
func readHead(data []byte) (head, error) {
	h := head{orientation: 1}
	if bytes.Count(data, []byte{0xff, markerScan}) > maxScans {
		return h, ErrType
	}
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xff {
			return h, ErrType
		}
		marker := data[at+1]
		if marker == 0xff { // fill
			at++
			continue
		}
		if marker == markerScan {
			return h, nil
		}
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			return h, ErrType
		}
		body := data[at+4 : at+2+size]
		switch marker {
		case markerProgressive:
			h.progressive = true
		case markerExif:
			if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				h.orientation = orientationOf(tiff)
			}
		}
		at += 2 + size
	}
	return h, ErrType
}

const (
	tagOrientation = 0x0112
	typeShort      = 3
	entrySize      = 12
)

// orientationOf reads how a camera was held; 1 where that cannot be read.
func orientationOf(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := int(order.Uint16(tiff[at:]))
	for rest := tiff[at+2:]; entries > 0 && len(rest) >= entrySize; rest = rest[entrySize:] {
		if order.Uint16(rest) == tagOrientation && order.Uint16(rest[2:]) == typeShort {
			return int(order.Uint16(rest[8:]))
		}
		entries--
	}
	return 1
}
