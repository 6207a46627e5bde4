package papers_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/attendance/internal/papers"
)

// quarters is a picture whose quarters are red, green, blue and white, in the order of reading.
func quarters(width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}[x*2/width+2*(y*2/height)]
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func jpegOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, jpeg.Encode(&out, img, &jpeg.Options{Quality: 90}))
	return out.Bytes()
}

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, img))
	return out.Bytes()
}

// withExif puts an Exif segment with an orientation and a place behind the first marker.
func withExif(order binary.AppendByteOrder, data []byte, orientation uint16) []byte {
	tiff := []byte("II*\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		tiff = []byte("MM\x00*")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x0100, 77}, {0x0112, orientation}} {
		tiff = order.AppendUint16(tiff, entry[0])
		tiff = order.AppendUint16(tiff, 3)
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, entry[1])
		tiff = order.AppendUint16(tiff, 0)
	}
	body := append([]byte("Exif\x00\x00"), tiff...)
	body = append(body, "GPSLatitude 33.5731"...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	out := append([]byte{}, data[:2]...)
	out = append(append(out, segment...), body...)
	return append(out, data[2:]...)
}

// corner names the colour of a quarter of a picture.
func corner(img image.Image, right, bottom int) string {
	b := img.Bounds()
	r, g, bl, _ := img.At(b.Min.X+b.Dx()/4+right*b.Dx()/2, b.Min.Y+b.Dy()/4+bottom*b.Dy()/2).RGBA()
	bright := func(v uint32) bool { return v > 0x8000 }
	switch {
	case bright(r) && bright(g) && bright(bl):
		return "W"
	case bright(r):
		return "R"
	case bright(g):
		return "G"
	case bright(bl):
		return "B"
	}
	return "?"
}

func corners(img image.Image) string {
	return corner(img, 0, 0) + corner(img, 1, 0) + corner(img, 0, 1) + corner(img, 1, 1)
}

func TestPicturesStandUprightAndLoseWhatTheyCarry(t *testing.T) {
	plain := jpegOf(t, quarters(64, 32))
	for orientation, want := range map[uint16]string{
		0: "RGBW", 1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB", 9: "RGBW",
	} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			paper, err := papers.Read(append(withExif(order, plain, orientation), "bytes behind the end"...))
			require.NoError(t, err)
			require.Equal(t, papers.JPEG, paper.ContentType)
			img, err := jpeg.Decode(bytes.NewReader(paper.Data))
			require.NoError(t, err)
			require.Equal(t, want, corners(img), "orientation %d", orientation)
			upright := image.Pt(64, 32)
			if orientation >= 5 && orientation <= 8 {
				upright = image.Pt(32, 64)
			}
			require.Equal(t, upright, img.Bounds().Size())
			for _, left := range []string{"Exif", "GPS", "bytes behind"} {
				require.NotContains(t, string(paper.Data), left)
			}
		}
	}
}

func TestTextOfAPNGIsGone(t *testing.T) {
	data := pngOf(t, quarters(40, 40))
	body := []byte("tEXtLocation\x00Casablanca")
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	head := 8 + 4 + 4 + 13 + 4
	sent := append(append(append([]byte{}, data[:head]...), chunk...), data[head:]...)
	require.Contains(t, string(sent), "Casablanca")

	paper, err := papers.Read(sent)
	require.NoError(t, err)
	require.Equal(t, papers.PNG, paper.ContentType)
	require.NotContains(t, string(paper.Data), "Casablanca")
	img, err := png.Decode(bytes.NewReader(paper.Data))
	require.NoError(t, err)
	require.Equal(t, "RGBW", corners(img))
}

func TestLargePicturesAreMadeSmaller(t *testing.T) {
	for _, size := range []image.Point{{4000, 3000}, {7001, 20}, {3500, 3500}, {1, 3600}} {
		for name, encode := range map[string]func(*testing.T, image.Image) []byte{"jpeg": jpegOf, "png": pngOf} {
			paper, err := papers.Read(encode(t, quarters(size.X, size.Y)))
			require.NoError(t, err, name)
			img, _, err := image.Decode(bytes.NewReader(paper.Data))
			require.NoError(t, err, name)
			require.LessOrEqual(t, max(img.Bounds().Dx(), img.Bounds().Dy()), 3500)
			if min(size.X, size.Y) > 100 {
				require.Equal(t, "RGBW", corners(img), name)
			}
		}
	}
}

func TestAScanInBlackAndWhiteStaysWhatItIs(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	scan := image.NewPaletted(image.Rect(0, 0, 3000, 3000), color.Palette{color.Black, color.White})
	for i := range scan.Pix {
		scan.Pix[i] = byte(random.IntN(2))
	}
	sent := pngOf(t, scan)
	paper, err := papers.Read(sent)
	require.NoError(t, err)
	require.Equal(t, papers.PNG, paper.ContentType)
	require.LessOrEqual(t, len(paper.Data), len(sent)+1000)
}

// bomb is a PNG whose header promises more than its bytes hold.
func bomb(width, height uint32, depth, kind byte) []byte {
	chunk := func(name string, body []byte) []byte {
		named := append([]byte(name), body...)
		out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		return binary.BigEndian.AppendUint32(append(out, named...), crc32.ChecksumIEEE(named))
	}
	header := binary.BigEndian.AppendUint32(nil, width)
	header = append(binary.BigEndian.AppendUint32(header, height), depth, kind, 0, 0, 0)
	var zeros bytes.Buffer
	z := zlib.NewWriter(&zeros)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", header)...)
	return append(append(out, chunk("IDAT", zeros.Bytes())...), chunk("IEND", nil)...)
}

func TestBombsAreRefusedBeforeTheyAreDecoded(t *testing.T) {
	start := time.Now()
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"huge png":               {bomb(19_999, 19_999, 8, 6), papers.ErrTooLarge},
		"one long line":          {bomb(1<<30, 1, 8, 6), papers.ErrTooLarge},
		"sides that overflow":    {bomb(1<<31-1, 1<<31-1, 16, 6), papers.ErrType},
		"deep colours":           {bomb(6000, 6000, 16, 6), papers.ErrTooLarge},
		"no points":              {bomb(0, 10, 8, 6), papers.ErrType},
		"half of the points":     {bomb(2000, 2000, 8, 6), papers.ErrType},
		"progressive, too large": {resized(t, 5000, 5000, true), papers.ErrTooLarge},
		"jpeg, too large":        {resized(t, 15_000, 15_000, false), papers.ErrTooLarge},
		"jpeg of many scans":     {append(jpegOf(t, quarters(8, 8)), bytes.Repeat([]byte{0xff, 0xda, 0, 2}, 200)...), papers.ErrType},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := papers.Read(c.data)
			require.ErrorIs(t, err, c.want)
		})
	}
	require.Less(t, time.Since(start), 20*time.Second)
}

// resized writes other sides, and the mark of a progressive picture, into the header of a JPEG.
func resized(t *testing.T, width, height uint16, progressive bool) []byte {
	t.Helper()
	data := jpegOf(t, quarters(8, 8))
	i := bytes.Index(data, []byte{0xff, 0xc0})
	require.Positive(t, i)
	if progressive {
		data[i+1] = 0xc2
	}
	binary.BigEndian.PutUint16(data[i+5:], height)
	binary.BigEndian.PutUint16(data[i+7:], width)
	return data
}

func TestFilesThatPretend(t *testing.T) {
	picture := jpegOf(t, quarters(8, 8))
	for name, data := range map[string][]byte{
		"nothing":              nil,
		"text":                 []byte("hello"),
		"html":                 []byte("<!DOCTYPE html><script>alert(1)</script>"),
		"svg":                  []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"gif":                  []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
		"program":              []byte("MZ\x90\x00"),
		"archive":              []byte("PK\x03\x04"),
		"jpeg by its mark":     []byte("\xff\xd8\xff\xe0 not a picture"),
		"jpeg cut":             picture[:len(picture)/2],
		"jpeg, no scan":        picture[:20],
		"png by its mark":      []byte("\x89PNG\r\n\x1a\nnot a picture"),
		"pdf by its mark":      []byte("%PDF-1.7 and nothing else"),
		"pdf behind html":      append([]byte("<html>"), pdf("", "")...),
		"windows picture file": []byte("BM\x00\x00"),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := papers.Read(data)
			require.ErrorIs(t, err, papers.ErrType)
		})
	}
	_, err := papers.Read(append(pdf("", ""), make([]byte, papers.MaxSize)...))
	require.ErrorIs(t, err, papers.ErrTooLarge)
}

// pdf is a small file with more in its catalogue and more objects.
func pdf(catalogue, objects string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>\nendobj\n" +
		"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" + objects + "trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")
}

// packed is an object stream.
func packed(objects, filter string) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	_, _ = z.Write([]byte(objects))
	_ = z.Close()
	return fmt.Sprintf("5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /%s /Length %d >>\nstream\r\n%s\nendstream\nendobj\n", filter, out.Len(), out.String())
}

func TestPDFs(t *testing.T) {
	image := "4 0 obj\n<< /Subtype /Image /Filter /DCTDecode /Length 9 >>\nstream\n\xff\xd8 /x#4 y\nendstream\nendobj\n"
	for name, c := range map[string]struct {
		data []byte
		ok   bool
	}{
		"plain":                         {pdf("/Lang (ar)", ""), true},
		"with a picture":                {pdf("", image), true},
		"packed objects":                {pdf("", image+packed("6 0 << /Type /Page >>", "FlateDecode")+image), true},
		"a longer name":                 {pdf("/OpenActions 3 0 R /LaunchPad true /JavaScripture (x)", ""), true},
		"bytes of a name in a word":     {pdf("/Title (JavaScript for beginners)", ""), true},
		"opens something":               {pdf("/OpenAction 3 0 R", ""), false},
		"script":                        {pdf("", "3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n"), false},
		"script at the end of a name":   {pdf("", "3 0 obj<</S/JavaScript/JS(x)>>endobj\n"), false},
		"script in code":                {pdf("", "3 0 obj\n<< /S /J#61vaScr#69pt >>\nendobj\n"), false},
		"starts a program":              {pdf("", "3 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n"), false},
		"carries a file":                {pdf("", "3 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n"), false},
		"carries files":                 {pdf("/Names << /EmbeddedFiles 3 0 R >>", ""), false},
		"encrypted":                     {pdf("/Encrypt 9 0 R", ""), false},
		"acts when it is opened":        {pdf("/AA << /WC 3 0 R >>", ""), false},
		"acts when it is closed":        {pdf("/AA<</WC 3 0 R>>", ""), false},
		"acts, by number":               {pdf("/A#41 % to come\r\n 3 0 R", ""), false},
		"acts, in packed objects":       {pdf("", packed("6 0 << /AA 7 0 R >>", "FlateDecode")), false},
		"bytes that spell a trigger":    {pdf("", strings.Replace(image, "/x#4 y", "/AA \xff/AA/AA(/AAB 3", 1)), true},
		"sends a form":                  {pdf("", "3 0 obj\n<< /S /SubmitForm /F (https://example.org) >>\nendobj\n"), false},
		"fills a form from a file":      {pdf("", "3 0 obj\n<< /S /ImportData /F (x.fdf) >>\nendobj\n"), false},
		"opens another file":            {pdf("", "3 0 obj\n<< /S /GoToR /F (x.pdf) /D [0 /Fit] >>\nendobj\n"), false},
		"goes to its own page":          {pdf("", "3 0 obj\n<< /S /GoTo /D [0 /Fit] >>\nendobj\n"), true},
		"holds a player":                {pdf("", "3 0 obj\n<< /Type /Annot /Subtype /RichMedia >>\nendobj\n"), false},
		"holds a form of its own":       {pdf("/AcroForm << /XFA 3 0 R >>", ""), false},
		"script in packed objects":      {pdf("", image+packed("6 0 << /S /JavaScript >>", "FlateDecode")), false},
		"script in a second pack":       {pdf("", packed("6 0 << >>", "FlateDecode")+packed("6 0 << /S/J#61vaScript >>", "FlateDecode")), false},
		"a pack that does not open":     {pdf("", strings.Replace(packed("6 0 << /S /JavaScript >>", "LZWDecode"), "\x78\x9c", "\x00\x00", 1)), false},
		"the end of a stream in remark": {pdf("", strings.Replace(packed("6 0 << /S /JavaScript >>", "FlateDecode"), ">>\nstream", ">> %endstream\nstream", 1)), false},
		"a pack without end":            {pdf("", packed(strings.Repeat(" ", 40<<20), "FlateDecode")), false},
	} {
		t.Run(name, func(t *testing.T) {
			paper, err := papers.Read(c.data)
			if !c.ok {
				require.ErrorIs(t, err, papers.ErrType)
				return
			}
			require.NoError(t, err)
			require.Equal(t, papers.Paper{ContentType: papers.PDF, Data: c.data}, paper)
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(pdf("", packed("6 0 << >>", "FlateDecode")))
	f.Add(bomb(4, 4, 8, 6))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		paper, err := papers.Read(data)
		if err == nil {
			require.NotEmpty(t, papers.Extension(paper.ContentType))
			require.LessOrEqual(t, len(paper.Data), papers.MaxSize)
		}
	})
}
