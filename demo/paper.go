package demo

import (
	"bytes"
	"fmt"
	"strings"
)

// certificate is a paper as a doctor would give it: a PDF of one page.
func certificate(name, from, to string) []byte {
	lines := []string{"Dr Exemple, medecine generale", "", "CERTIFICAT MEDICAL", "", "Je soussigne certifie avoir examine", name,
		"dont l'etat de sante demande un repos", "du " + from + " au " + to + ".", "", "Personnes et papier inventes."}
	var text strings.Builder
	text.WriteString("BT /F1 14 Tf 18 TL 72 760 Td\n")
	escape := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)
	for _, line := range lines {
		text.WriteString("(" + escape.Replace(line) + ") Tj T*\n")
	}
	text.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	begins := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, begins)
	return b.Bytes()
}
