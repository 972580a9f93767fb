"""One verb per intent: each opens the transaction and asks who may."""
