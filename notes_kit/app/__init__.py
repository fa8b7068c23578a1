"""The use-cases: values and ports in, values out."""
