"""Personal data in the printed forms: telephone and identity numbers, addresses, persons' names beside their labels."""
