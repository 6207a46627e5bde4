package papers

import (
	"bytes"
	"errors"
)

// MaxSize bounds a paper as it comes and as it is kept, in bytes.
const MaxSize = 5 << 20

// The reasons for which a paper is refused.
var (
	// ErrType is returned for what is no PDF, JPEG or PNG, whatever it pretends to be, and for one that is
	// broken or holds what may act by itself.
	ErrType = errors.New("papers: not a paper of a known type")
	// ErrTooLarge is returned for a paper with too many bytes, or a picture with too many points.
	ErrTooLarge = errors.New("papers: too large")
)

// The types of papers.
const (
	PDF  = "application/pdf"
	JPEG = "image/jpeg"
	PNG  = "image/png"
)

// Paper is what is kept.
type Paper struct {
	ContentType string
	Data        []byte
}

// Extension is how the name of a file of a type ends.
func Extension(contentType string) string {
	switch contentType {
	case PDF:
		return ".pdf"
	case JPEG:
		return ".jpg"
	case PNG:
		return ".png"
	}
	return ""
}

var (
	magicPDF  = []byte("%PDF-")
	magicJPEG = []byte("\xff\xd8\xff")
	magicPNG  = []byte("\x89PNG\r\n\x1a\n")
)

// Read makes a paper of what was sent, or says with ErrType or ErrTooLarge why not.
func Read(data []byte) (Paper, error) {
	if len(data) > MaxSize {
		return Paper{}, ErrTooLarge
	}
	var (
		kept Paper
		err  error
	)
	switch {
	case bytes.HasPrefix(data, magicPDF):
		kept, err = Paper{PDF, data}, checkPDF(data)
	case bytes.HasPrefix(data, magicJPEG):
		kept, err = readJPEG(data)
	case bytes.HasPrefix(data, magicPNG):
		kept, err = readPNG(data)
	default:
		err = ErrType
	}
	if err != nil {
		return Paper{}, err
	}
	if len(kept.Data) > MaxSize {
		return Paper{}, ErrTooLarge
	}
	return kept, nil
}
