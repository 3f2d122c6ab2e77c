//! SHIM
pub const LIMIT_BYTES: u64 = 1 << 30;
pub fn read(b: &[u8]) -> Result<String, String> {
    String::from_utf8(b.to_vec()).map_err(|e| e.to_string())
}
