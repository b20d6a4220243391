"""What the outside is made of: event logs, graphs, keys, spreadsheets, behind the ports of the inner rooms."""
