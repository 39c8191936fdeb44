"""What everything stands on: errors, declarations, tables, luck, channels, accounts."""
