//! Is a file packed?

use std::io::{BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

/// The bytes of a file, unpacked where it is packed with gzip, whatever its name says.
pub(super) fn unpacked(bytes: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    let mut bytes = BufReader::new(bytes);
    let is_packed = bytes.fill_buf().is_ok_and(|head| head.starts_with(&[0x1F, 0x8B]));
    if is_packed { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) }
}
