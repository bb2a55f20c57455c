"""The inquiry store: tables, transactions, outbox."""
