"""What slides and sheets share: text as Office takes it, the figures of native charts, and files without a clock."""
