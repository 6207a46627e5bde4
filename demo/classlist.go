package demo

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// listHeader is the row of a ListEleve sheet that names the columns.
const listHeader = 14

// The columns of a ListEleve sheet, with their labels and how far each is merged.
const (
	colPlace, colBirth, colSex, colFamily, colFirst, colCode, colNumber = "B", "H", "L", "M", "Q", "X", "AA"
	colLatinFirst, colLatinFamily                                       = "AC", "AG"
)

// classList writes the ListEleve workbook of some classes, one sheet each.
func classList(classes []*class) ([]byte, error) {
	book := excelize.NewFile()
	for i, c := range classes {
		if err := listSheet(book, i, c); err != nil {
			return nil, fmt.Errorf("demo: writing the class list of %s: %w", c.label, err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		return nil, fmt.Errorf("demo: writing a class list: %w", err)
	}
	if err := book.Close(); err != nil {
		return nil, fmt.Errorf("demo: writing a class list: %w", err)
	}
	return out.Bytes(), nil
}

func listSheet(book *excelize.File, index int, c *class) error {
	sheet := c.label
	if index == 0 {
		if err := book.SetSheetName(book.GetSheetName(0), sheet); err != nil {
			return err
		}
	} else if _, err := book.NewSheet(sheet); err != nil {
		return err
	}
	rightToLeft := true
	if err := book.SetSheetView(sheet, 0, &excelize.ViewOptions{RightToLeft: &rightToLeft}); err != nil {
		return err
	}
	cells := map[string]any{
		"J2": "المملكة المغربية", "J3": "لائحة التلاميذ",
		"W7": "المؤسسة", "Z7": c.school.name.GetAr(), "W9": "المستوى", "Z9": c.level.Name.Ar, "J9": "القسم", "N9": c.label,
	}
	put := func(row int, values map[string]any) {
		for col, value := range values {
			cells[fmt.Sprintf("%s%d", col, row)] = value
		}
	}
	put(listHeader, map[string]any{
		colPlace: "مكان الازدياد", colBirth: "تاريخ الازدياد", colSex: "النوع", colFamily: "النسب", colFirst: "الإسم",
		colCode: "رقم التلميذ", colNumber: "رت", colLatinFirst: "الاسم بالفرنسية", colLatinFamily: "النسب بالفرنسية",
	})
	for i, p := range c.pupils {
		sex := "ذكر"
		if p.female {
			sex = "أنثى"
		}
		put(listHeader+1+i, map[string]any{
			colPlace: p.place, colBirth: p.birth, colSex: sex, colFamily: p.family.ar, colFirst: p.first.ar,
			colCode: p.code, colNumber: i + 1, colLatinFirst: p.first.latin, colLatinFamily: p.family.latin,
		})
	}
	// In order, so that the same list is the same file.
	for _, ref := range slices.Sorted(maps.Keys(cells)) {
		if err := book.SetCellValue(sheet, ref, cells[ref]); err != nil {
			return err
		}
	}
	for row := listHeader; row <= listHeader+len(c.pupils); row++ {
		for _, ends := range [][2]string{{colFamily, "P"}, {colFirst, "W"}, {colCode, "Z"}} {
			if err := book.MergeCell(sheet, fmt.Sprintf("%s%d", ends[0], row), fmt.Sprintf("%s%d", ends[1], row)); err != nil {
				return err
			}
		}
	}
	return nil
}
