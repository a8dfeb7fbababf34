"""clientcare: guided client sessions whose record lands in the shop's shared client file."""

__version__ = "0.1.0"
