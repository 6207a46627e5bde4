// Package esise reads the staff files that ESISE exports, named <GRESA>_<yyyyMMdd>.xml: a data set (DsAgentExport)
// of tables of which each row is an element, AGENT with the persons, ACTIVITE with what they do and where, and the
// code tables R_GRADE, R_CADRE, R_FONCT, R_Discip, R_SitFam.
//
// No layout of it is published: names of tables and columns are compared without case, by several spellings, and
// what is not known is passed over. What could cost more than the file is worth is refused: document types and with
// them entities, depth, long texts, too many rows. The package is pure: bytes in, rows and findings out.
package esise
