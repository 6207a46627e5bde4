package demo

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

func TestAClassListReadsBackAsTheLayoutSays(t *testing.T) {
	p := planOf(t, 1, 2)
	lists := byLevel(p.schools[1].classes)
	require.Len(t, lists, 3)
	classes := lists[1]
	file, err := classList(classes)
	require.NoError(t, err)
	again, err := classList(classes)
	require.NoError(t, err)
	require.Equal(t, file, again, "the same list is the same file")

	book, err := excelize.OpenReader(bytes.NewReader(file))
	require.NoError(t, err)
	var labels []string
	for _, c := range classes {
		labels = append(labels, c.label)
	}
	require.Equal(t, labels, book.GetSheetList())
	for _, c := range classes {
		rows, err := book.GetRows(c.label)
		require.NoError(t, err)
		require.Len(t, rows, listHeader+len(c.pupils))
		header := rows[13]
		require.Equal(t, []string{"النوع", "النسب", "الإسم", "رقم التلميذ"}, []string{header[11], header[12], header[16], header[23]})
		for i, pu := range c.pupils {
			row := rows[listHeader+i]
			require.Equal(t, []string{pu.family.ar, pu.first.ar, pu.code, fmt.Sprint(i + 1)}, []string{row[12], row[16], row[23], row[26]})
			require.Equal(t, []string{pu.first.latin, pu.family.latin}, []string{row[28], row[32]})
			require.Contains(t, []string{"ذكر", "أنثى"}, row[11])
		}
		label, err := book.GetCellValue(c.label, "N9")
		require.NoError(t, err)
		require.Equal(t, c.label, label)
		view, err := book.GetSheetView(c.label, 0)
		require.NoError(t, err)
		require.True(t, *view.RightToLeft)
	}
	require.NoError(t, book.Close())
}
