package cache

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// envelopeMagic begins every stored value.
const envelopeMagic = "msr1"

// seal wraps a payload with what it is: its schema, its scope, its key, and a
// checksum, because half a protobuf message often decodes without an error.
func seal(payload []byte, schema int, scope, key string) []byte {
	out := make([]byte, 0, len(envelopeMagic)+16+len(scope)+len(key)+len(payload)+4)
	out = append(out, envelopeMagic...)
	out = binary.AppendUvarint(out, uint64(schema))
	out = binary.AppendUvarint(out, uint64(len(scope)))
	out = append(out, scope...)
	out = binary.AppendUvarint(out, uint64(len(key)))
	out = append(out, key...)
	out = append(out, payload...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
}

// open returns the payload when raw is an undamaged value of exactly this schema, scope and key.
func open(raw []byte, schema int, scope, key string) ([]byte, bool) {
	if len(raw) < 4 {
		return nil, false
	}
	body, sum := raw[:len(raw)-4], binary.BigEndian.Uint32(raw[len(raw)-4:])
	if crc32.ChecksumIEEE(body) != sum {
		return nil, false
	}
	header := seal(nil, schema, scope, key)
	return bytes.CutPrefix(body, header[:len(header)-4])
}
