"""What the every-day commands cost, measured beside the bare interpreter."""
