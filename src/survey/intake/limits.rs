//! How much of a file is read before it is refused in words: generous for a survey, bounded for a machine.

/// The most bytes of an export. A survey of a thousand people has about half a million.
pub(crate) const BYTES: usize = 64 << 20;
/// The most rows, blank ones too.
pub(crate) const ROWS: usize = 200_000;
/// The most columns.
pub(crate) const COLUMNS: usize = 2_000;
/// The most bytes of one cell; Excel itself keeps no more than 32,767 characters.
pub(crate) const CELL: usize = 131_072;
/// The most cells of a sheet.
pub(crate) const CELLS: usize = 8_000_000;
/// The most bytes that the parts of a workbook may unpack to.
pub(crate) const UNPACKED: u64 = 64 << 20;
/// A workbook that unpacks to more than [`RATIO_FROM`] bytes may not be this many times smaller than its contents.
pub(crate) const RATIO: u64 = 100;
/// From this size on the ratio counts.
pub(crate) const RATIO_FROM: u64 = 8 << 20;
