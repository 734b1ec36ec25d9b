//! SSD-1B Studio.
