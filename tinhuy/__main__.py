"""`python -m tinhuy` is the command `tinhuy`."""

from tinhuy.cli import main

if __name__ == "__main__":
    main()
