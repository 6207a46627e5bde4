// Package xlsxtest opens, edits and saves workbooks with LibreOffice, as a
// person would between an export and an import. One LibreOffice run serves all
// files of a test; a machine without LibreOffice or its Python bridge fails the
// test instead of skipping it.
package xlsxtest
