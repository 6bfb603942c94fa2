// Sentences of imports in English: why a file, row, card or value could not be read, and why a column was guessed.
import type { imports as cs } from '#messages/cs/imports.ts'
import type { Messages } from '#messages/plural.ts'

export const imports: Messages<typeof cs> = {
  reasons: {
    fileEmpty: 'The file is empty; there is no row to read.',
    fileBinary: 'This is not a text file. We read CSV, XLSX workbooks and vCard.',
    fileUnreadable: 'The file could not be opened. Please upload it again.',
    kindOldExcel:
      'The old Excel format (.xls) or a workbook with a password. Open it in Excel and save it as XLSX without a password.',
    kindBinaryExcel: 'A binary Excel workbook (.xlsb). Please save it as XLSX.',
    kindOpenDocument: 'An OpenDocument file (.ods). Please save it as XLSX or CSV.',
    kindZip: 'A ZIP archive that is not an Excel workbook. Unpack it and upload the files inside.',
    kindPdf: 'A PDF cannot be read as a table. Ask for an export to CSV or XLSX.',
    kindImage: 'This file is a picture. We read CSV, XLSX workbooks and vCard.',
    kindHtml: 'This file is a web page, even if its name says otherwise. Open it in Excel and save it as XLSX.',
    kindXml: 'An XML file. Please export the data to CSV or XLSX.',
    kindJson: 'A JSON file. Please export the data to CSV or XLSX.',
    kindOther: 'We cannot read this kind of file. Use CSV, an XLSX workbook or vCard.',
    encodingUnknown: 'We do not know the chosen encoding. Please pick another from the list.',
    workbookCorrupted:
      'The workbook is damaged and cannot be read to the end. Open it in Excel, save it again and upload it.',
    workbookTooLarge: 'The workbook is too large once unpacked. Split it, or save it as CSV.',
    workbookStringsTooLarge:
      'The workbook holds too many different texts. Please save it as CSV, which has no such limit.',
    workbookBomb: 'The workbook grows suspiciously when unpacked, so we do not read it.',
    workbookWithoutSheets: 'There is no sheet with a table in the workbook.',
    sheetMissing: 'There is no sheet of this name in the workbook.',
    rowQuoteNotClosed: 'The row opens a quote that is never closed.',
    rowTooManyCells: 'The row has more cells than the header has columns. Quotes are probably missing in it.',
    rowTooLong: 'The row is too long, over a million characters.',
    cardNotClosed: 'The card has no end (END:VCARD); the file was probably cut off.',
    cardOutside: 'Text outside a card: its beginning (BEGIN:VCARD) is missing.',
    cardTooLarge: 'The card is larger than 8 MB.',
    cardWithoutName: 'The card has no name, company or e-mail, so there is nothing to make a contact from.',
    cardUnreadable: 'The card cannot be read; there is nothing intelligible in it.',
    valueNotNumber: 'The value is not a number.',
    valueNumberAmbiguous:
      'The number can be read in two ways: its separator may mark decimals or thousands. Choose how the column writes numbers.',
    valueNotDate: 'The value is not a date.',
    valueDateAmbiguous:
      'The date can be read in two ways: day and month are not clear. Choose the order for the whole column.',
    valueDateImpossible: 'There is no such day in the calendar.',
    valueNotBoolean: 'The value is neither yes nor no.',
    valueNotEmail: 'The value is not an e-mail address.',
    valueNotPhone: 'The value is not a phone number.',
    valueNotIco: 'The value is not a company number (IČO): it has at most eight digits.',
  },
  guessWhy: {
    header: 'Recognised by the name of the column.',
    headerPart: 'Recognised by a part of the column name; please check.',
    headerAndValues: 'Both the name of the column and its values fit.',
    values: 'Recognised by the values in the column.',
    customField: 'The name matches your custom field.',
    none: 'We did not recognise the column. Give it a field or leave it out.',
  },
}
