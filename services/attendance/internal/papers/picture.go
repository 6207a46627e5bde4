package papers

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
)

const (
	// maxMemory bounds what decoding one picture takes.
	maxMemory = 160 << 20
	// maxSide bounds a side of a picture, which keeps products of sides far from overflow.
	maxSide = 20_000
	// keptSide is the longest side that is kept: a page stays easy to read.
	keptSide = 3_500
	// quality of what is written.
	quality = 85
)

func readJPEG(data []byte) (Paper, error) {
	head, err := readHead(data)
	if err != nil {
		return Paper{}, err
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Paper{}, ErrType
	}
	perPoint := 3
	switch config.ColorModel {
	case color.GrayModel:
		perPoint = 1
	case color.CMYKModel:
		perPoint = 4
	}
	if head.progressive {
		// All scans are held as numbers of four bytes until the last one has come.
		perPoint *= 5
	}
	if err := bounded(config, perPoint); err != nil {
		return Paper{}, err
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return Paper{}, ErrType
	}
	return writeJPEG(turned(shrunk(img), head.orientation))
}

func readPNG(data []byte) (Paper, error) {
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Paper{}, ErrType
	}
	perPoint := 4
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model:
		perPoint = 8
	}
	if err := bounded(config, perPoint); err != nil {
		return Paper{}, err
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return Paper{}, ErrType
	}
	img = shrunk(img)
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return Paper{}, ErrType
	}
	if out.Len() > MaxSize {
		// A photograph, which this format writes badly.
		return writeJPEG(img)
	}
	return Paper{PNG, out.Bytes()}, nil
}

// bounded refuses a picture by its header when decoding it would take too much.
func bounded(c image.Config, perPoint int) error {
	if c.Width <= 0 || c.Height <= 0 {
		return ErrType
	}
	if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxMemory/perPoint {
		return ErrTooLarge
	}
	return nil
}

func writeJPEG(img image.Image) (Paper, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		return Paper{}, ErrType
	}
	return Paper{JPEG, out.Bytes()}, nil
}

// shrunk makes a picture smaller by a whole factor, each point the mean of a square, until its sides are short
// enough. It goes by strips: a second full picture is never made.
func shrunk(img image.Image) image.Image {
	b := img.Bounds()
	k := (max(b.Dx(), b.Dy()) + keptSide - 1) / keptSide
	if k <= 1 {
		return img
	}
	width, height := max(b.Dx()/k, 1), max(b.Dy()/k, 1)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	strip := image.NewRGBA(image.Rect(0, 0, b.Dx(), k))
	for y := range height {
		draw.Draw(strip, strip.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(strip, strip.Bounds(), img, image.Pt(b.Min.X, b.Min.Y+y*k), draw.Over)
		for x := range width {
			mean(out.Pix[out.PixOffset(x, y):], strip, x*k, k)
		}
	}
	return out
}

// mean writes the mean of the square of a strip that begins at x, cut where the strip ends.
func mean(to []byte, strip *image.RGBA, x, k int) {
	var sum [3]int
	right := min(x+k, strip.Rect.Dx())
	for y := range k {
		row := strip.Pix[strip.PixOffset(x, y) : strip.PixOffset(right-1, y)+4]
		for i := 0; i < len(row); i += 4 {
			for c := range sum {
				sum[c] += int(row[i+c])
			}
		}
	}
	n := k * (right - x)
	for c := range sum {
		to[c] = byte((sum[c] + n/2) / n)
	}
	to[3] = 0xff
}

// turned shows a picture upright: orientation is that of Exif, 1 as it is.
func turned(img image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return img
	}
	b := img.Bounds()
	source := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(source, source.Bounds(), img, b.Min, draw.Src)
	width, height := b.Dx(), b.Dy()
	if orientation >= 5 {
		width, height = height, width
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			fromX, fromY := origin(orientation, x, y, b.Dx()-1, b.Dy()-1)
			copy(out.Pix[out.PixOffset(x, y):][:4], source.Pix[source.PixOffset(fromX, fromY):][:4])
		}
	}
	return out
}

// origin is where the point of the upright picture lies in the stored one; right and bottom are the last
// places of that.
func origin(orientation, x, y, right, bottom int) (int, int) {
	switch orientation {
	case 2: // mirrored
		return right - x, y
	case 3: // upside down
		return right - x, bottom - y
	case 4: // upside down and mirrored
		return x, bottom - y
	case 5: // lying and mirrored
		return y, x
	case 6: // lying, top on the right
		return y, bottom - x
	case 7: // lying on the other side and mirrored
		return right - y, bottom - x
	case 8: // lying, top on the left
		return right - y, x
	}
	return x, y
}
