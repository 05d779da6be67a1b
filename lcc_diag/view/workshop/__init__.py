"""What a workshop shows and asks, as plain data: the phones, the wall, the facilitator."""
