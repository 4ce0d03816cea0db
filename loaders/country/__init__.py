"""The synthetic country: invented people in real places, and what each department knows of them.

`write.write_country` writes it. Every layout is described where it is written:

| files | described in |
|---|---|
| ar_units, ar_geonyms, ar_buildings, ar_premises, naming_acts | `address_register` |
| gbd_fl | `person_register` |
| tax, pension | `money` |
| documents, residence | `interior` |
| gbd_ul | `companies` |
| egkn | `plots` |
| deliveries.json | `write` |
| truth/<source>.csv | `files` |
| truth/persons.jsonl | `biographies` |

What is wrong in them, and how often, is in `dirt`. No number in them can belong to anybody.
"""
