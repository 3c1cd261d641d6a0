/** Codes about the files of a catalog: what they are, and whether they can be read. */

import type { ExplanationRows } from './explain.ts'

const CORRECT_ROW = 'Correct the row, or state the right value in a corrections file beside the catalog.'
const OTHER_FILE = 'Download the file again from Partner Center, or name the right one.'
const SAVE_AS_CSV = 'Save it as CSV in UTF-8, or as .xlsx.'
const NOTHING = 'Nothing; it is told so that you can check it.'

export const catalogFileExplanations: ExplanationRows = {
  'catalog/bad-encoding': [
    'A file is in no encoding that we read.',
    'It was saved by a program that wrote broken text.',
    SAVE_AS_CSV,
  ],
  'catalog/bad-json': ['A file is not JSON.', 'It was cut or edited.', OTHER_FILE],
  'catalog/bad-product': ['A row of the SKU table cannot be used.', 'An id or a name is missing in it.', NOTHING],
  'catalog/bad-yaml': [
    'A YAML catalog has a problem.',
    'A field that is unknown or has a wrong value.',
    'Correct the line that the message names.',
  ],
  'catalog/binary-file': ['A file is no text.', 'It is a program, a picture or an old workbook.', OTHER_FILE],
  'catalog/corrections-only': [
    'There are corrections and nothing to correct.',
    'The catalog itself was not named.',
    'Name the catalog beside the corrections.',
  ],
  'catalog/cut-file': ['A file ends in the middle.', 'A download or a copy was cut off.', OTHER_FILE],
  'catalog/damaged-workbook': [
    'A workbook cannot be read.',
    'It was cut off or made by a program that writes it otherwise.',
    SAVE_AS_CSV,
  ],
  'catalog/diff-needs-two': [
    'A comparison needs two sides.',
    'One catalog was named, or two with --installed.',
    'Name two, or one with --installed.',
  ],
  'catalog/duplicate-column': ['Two columns have one name.', 'The header was edited.', 'Remove one of them.'],
  'catalog/empty-file': ['A file holds nothing.', 'A download failed.', OTHER_FILE],
  'catalog/error-cell': [
    'A cell of a workbook holds an error.',
    'A formula such as #REF!.',
    'Correct the cell and save.',
  ],
  'catalog/excel-workbook': ['A file is an old Excel workbook.', 'Its form is .xls.', SAVE_AS_CSV],
  'catalog/file-not-found': ['There is no such file.', 'The path.', 'Check the path.'],
  'catalog/file-too-large': ['A file is larger than any catalog.', 'It is another file.', OTHER_FILE],
  'catalog/fill-down-doubtful': [
    'Empty cells were taken to mean the value above.',
    'Microsoft merges cells; here it is not certain.',
    'Check the rows that the message names.',
  ],
  'catalog/invalid': [
    'A catalog cannot be used as it is.',
    'The findings that the message lists.',
    'o365-onboard catalog validate <catalog> shows each.',
  ],
  'catalog/is-a-directory': ['A folder was named where a file should be.', 'The path.', 'Name the file in it.'],
  'catalog/json-file': [
    'A JSON file is no answer of Partner Center that we know.',
    'Another answer, or another program.',
    OTHER_FILE,
  ],
  'catalog/missing-column': [
    'A column that is needed is missing.',
    'Another file of Microsoft, or an edited header.',
    OTHER_FILE,
  ],
  'catalog/new-commerce-file': [
    'The file is for the New Commerce Experience.',
    'Its offers are of another kind and not sold this way.',
    'Use the legacy offer matrix.',
  ],
  'catalog/no-table': [
    'A file is no table that can be read.',
    'Thousands of its rows have another number of cells than the head.',
    'Check that it is the right file, and download it again.',
  ],
  'catalog/no-final-line-break': [
    'A file ends without a line break.',
    'It may have been cut.',
    'Compare its last row with the source.',
  ],
  'catalog/no-offers': ['A catalog holds no offer.', 'Another file, or all rows were refused.', OTHER_FILE],
  'catalog/not-a-catalog': ['A file is in no form that we know.', 'Another file.', OTHER_FILE],
  'catalog/open-quote': [
    'A quote is opened and never closed.',
    'The file was cut or edited; everything after it would be one cell.',
    'Close the quote at the line named.',
  ],
  'catalog/price-list': [
    'A price list was given without a catalog.',
    'It has prices and no parents.',
    'Name the offer matrix beside it.',
  ],
  'catalog/ragged-row': [
    'A row has more or fewer cells than the header.',
    'A comma or a quote inside a cell.',
    CORRECT_ROW,
  ],
  'catalog/sheets-ignored': ['Sheets of a workbook were not read.', 'They hold no offers.', NOTHING],
  'catalog/sku-table': [
    'The SKU table was given without a catalog.',
    'It has Provisioning IDs and no offers.',
    'Name the offer matrix beside it.',
  ],
  'catalog/sku-table-unused': ['The SKU table gave nothing.', 'Every offer has its Provisioning ID already.', NOTHING],
  'catalog/stray-quote': ['A quote stands inside an unquoted cell.', 'The file was edited by hand.', CORRECT_ROW],
  'catalog/too-many-errors': [
    'There are so many errors that the rest is not listed.',
    'Probably another file.',
    OTHER_FILE,
  ],
  'catalog/too-many-rows': ['A file has more rows than any catalog.', 'It is another file.', OTHER_FILE],
  'catalog/unknown-columns': [
    'Columns are not known and not read.',
    'A newer file of Microsoft, or your own notes.',
    NOTHING,
  ],
  'catalog/unknown-format': [
    'A form was asked for that is not there.',
    'A typing error in --to.',
    'See: o365-onboard catalog convert --help',
  ],
  'catalog/unreadable-file': ['A file cannot be read.', 'Permissions, or it is no file.', 'Check the path.'],
  'catalog/web-page': ['A file is a web page.', 'A log-in page was saved in its place.', OTHER_FILE],
  'catalog/windows-1252': [
    'A file is not in UTF-8 and was read as Windows-1252.',
    'Excel saved it so.',
    'Check names with accents.',
  ],
  'catalog/workbook-too-large': ['A workbook is larger than any catalog.', 'It is another file.', OTHER_FILE],
  'catalog/zip-archive': ['A file is an archive.', 'The catalog is inside.', 'Unpack it first.'],
}
