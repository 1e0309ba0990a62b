//! Is a file packed?

use std::io::{BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

/// How a packed file begins.
const MAGIC: [u8; 2] = [0x1F, 0x8B];
/// Bytes that tell what something is.
const HEAD: u64 = 1024;

/// The bytes of a file, unpacked where it is packed with gzip, whatever its name says.
pub(super) fn unpacked(bytes: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
    let mut bytes = BufReader::new(bytes);
    let is_packed = bytes.fill_buf().is_ok_and(|head| head.starts_with(&MAGIC));
    if is_packed { Box::new(MultiGzDecoder::new(bytes)) } else { Box::new(bytes) }
}

/// How this begins, unpacked; what is no UTF-8 is replaced.
pub(super) fn head(bytes: &[u8]) -> String {
    let mut head = Vec::new();
    // What cannot be unpacked begins with nothing that is known.
    let _ = if bytes.starts_with(&MAGIC) {
        MultiGzDecoder::new(bytes).take(HEAD).read_to_end(&mut head)
    } else {
        bytes.take(HEAD).read_to_end(&mut head)
    };
    String::from_utf8_lossy(&head).into_owned()
}
