Feature: The local whitelist
  Manual, 5.5: a list of ids that the backend has no part in, managed on the page Whitelists. How badges are taught at
  the reader, and how entries count without a backend, stands in quick_start/rfid_badge.feature.

  Rule: The backend has no part in it

    Background:
      Given a station that is connected to its backend
      And the local whitelist holds "0a0e9b83"
      And 60 s go by

    @WLL-001
    Scenario: A list and a cleared cache of the backend leave it as it is
      Given the backend sent the full list, version 1
        | c0ffee01 | Accepted |
      And the backend cleared the cache
      And the operator saved and restarted
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1
      And the table of the Whitelists page lists exactly "0a0e9b83"

    @WLL-001
    Scenario: A listed card charges although the list of the backend calls it Blocked, and nobody can be asked
      Given the backend sent the full list, version 1
        | 0a0e9b83 | Blocked |
      And the line to the backend is cut
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    @WLL-001
    Scenario: What the backend releases does not join it
      Given the backend accepts card "c0ffee01"
      And card "C0FFEE01" was accepted at socket 1
      And 10 s go by
      And the operator saved and restarted
      Then the table of the Whitelists page lists exactly "0a0e9b83"

    @WLL-002
    Scenario: An entry that is added and used while the backend is away is told to nobody before its session
      Given the operator added the entry "04567daa5f3580"
      And 30 s go by
      And the line to the backend is cut
      And the operator saved and restarted
      And card "04567DAA5F3580" was presented at socket 1
      And 60 s go by
      When the line to the backend is back
      Then nothing that the station sends within 10 min contains "04567daa5f3580"

    @WLL-002
    Scenario: It is still there after a loss of supply
      Given the supply was cut for 60 s
      Then the table of the Whitelists page lists exactly "0a0e9b83"

  Rule: It is enabled on the page Authorization and managed on the page Whitelists

    @WLL-013
    Scenario: The switch is on the page Authorization
      Given the operator has configured
        | Enable local whitelist | On |
      Then "Enable local whitelist" on page "Authorization" reads "On"

    @WLL-017
    Scenario: The example configuration can be entered and is shown
      Given the operator has configured
        | Enable local whitelist | On |
        | RFID Tag letter case   | Lower Case |
      Then "Enable local whitelist" on page "Authorization" reads "On"

    @WLL-016
    Scenario: The groups of the page Authorization
      Then "Groups" on page "Authorization" reads "Free Charging; General; RFID Settings; RFID Whitelists; HLC 15118"

    @WLL-019
    Scenario: The page Whitelists shows the stored entries
      Given the local whitelist holds "0a0e9b83:04567daa5f3580"
      Then the table of the Whitelists page lists exactly "0a0e9b83, 04567daa5f3580"

    @WLL-026
    Scenario: The table shows id and type
      Given the operator has configured
        | RFID Tag letter case | Upper Case |
      And the local whitelist holds "04567DAA5F3580"
      Then the table shows "04567DAA5F3580" with the type "RFID"

    @WLL-028 @WLL-020
    Scenario: An entry can be typed in
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      When the operator adds the entry "0a0e9b83"
      Then the table of the Whitelists page lists exactly "0a0e9b83"

    @WLL-020
    Scenario Outline: An entry that was typed in counts once it is saved: <card> is <state>
      Given the local whitelist is on and empty
      And the operator added the entry "0a0e9b83"
      And the operator saved and restarted
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card     | state   | outcome                                |
        | 0A0E9B83 | taken   | charging starts at socket 1            |
        | C0FFEE01 | refused | no current flows at socket 1 for 5 min |

    @WLL-027
    Scenario: While entries are being added a card is not asked about
      Given a station that is connected to its backend
      And the local whitelist is on and empty
      And 60 s go by
      And the operator has chosen Add entry
      When card "C0FFEE01" is presented at socket 1
      Then nobody is asked about a card
      And the Whitelists page lists exactly "c0ffee01"

    @WLL-034 @needs-iso15118
    Scenario: While entries are being added a car that tells its MAC address joins the list
      Given the operator has configured
        | Enable local whitelist     | On       |
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
      And the vehicle at socket 1 speaks ISO 15118 and has the MAC address 02:00:00:00:00:01
      And the operator has chosen Add entry
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      And 10 s go by
      Then the table shows "020000000001" with the type "MAC address"

    @WLL-034 @needs-iso15118
    Scenario: At other times it does not
      Given the operator has configured
        | Enable local whitelist     | On       |
        | ISO 15118 mode (HLC 15118) | On (Ed2) |
      And the vehicle at socket 1 speaks ISO 15118 and has the MAC address 02:00:00:00:00:01
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      And 10 s go by
      Then the table of the Whitelists page lists exactly ""

    @WLL-034 @needs-iso15118
    Scenario: A car whose MAC address is listed starts a session without a card
      Given the operator has configured
        | Enable local whitelist             | On           |
        | List of entries in local whitelist | 020000000001 |
        | ISO 15118 mode (HLC 15118)         | On (Ed2)     |
      And the vehicle at socket 1 speaks ISO 15118 and has the MAC address 02:00:00:00:00:01
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then charging starts at socket 1

    @WLL-034 @needs-iso15118
    Scenario: A car with another MAC address starts none
      Given the operator has configured
        | Enable local whitelist             | On           |
        | List of entries in local whitelist | 020000000001 |
        | ISO 15118 mode (HLC 15118)         | On (Ed2)     |
      And the vehicle at socket 1 speaks ISO 15118 and has the MAC address 02:00:00:00:00:02
      And a vehicle is plugged in at socket 1
      When the vehicle at socket 1 asks for ISO 15118
      Then no current flows at socket 1 for 5 min

    @WLL-025
    Scenario Outline: Search for "<part>" shows the entries that have it
      Given the local whitelist holds "0a0e9b83:04567daa5f3580:04567daa5f3581:c0ffee01:01020304:05060708:090a0b0c:0d0e0f10:11121314:15161718"
      When the operator searches for "<part>"
      Then only "<found>" are shown

      Examples:
        | part           | found                          |
        | 4567da         | 04567daa5f3580, 04567daa5f3581 |
        | 4567DAA5F3581  | 04567daa5f3581                 |
        | ffee           | c0ffee01                       |

  Rule: Export, import and deletion

    @WLL-021
    Scenario: The exported file has every entry and nothing else
      Given the local whitelist holds "0a0e9b83:04567daa5f3580"
      When the operator exports the list
      Then the file names "0a0e9b83, 04567daa5f3580" and no other id

    @WLL-022
    Scenario: What was exported can be imported again
      Given the local whitelist holds "0a0e9b83:04567daa5f3580"
      And the operator exported the list, deleted it and imported the file
      Then the table of the Whitelists page lists exactly "0a0e9b83, 04567daa5f3580"

    @WLL-022
    Scenario Outline: Imported entries count: <card>
      Given the local whitelist holds "0a0e9b83:04567daa5f3580"
      And the operator exported the list, deleted it and imported the file
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then charging starts at socket 1

      Examples:
        | card           |
        | 0A0E9B83       |
        | 04567DAA5F3580 |

    @WLL-041
    Scenario Outline: A file with an entry that <fault> is refused with the number of the line
      Given the local whitelist holds "0a0e9b83:c0ffee01:01020304"
      And the operator exported the list and deleted it
      When the operator imports the file with "<wrong>" in the place of "c0ffee01"
      Then the page refuses it and names the line with "<wrong>"

      Examples:
        | fault             | wrong                      |
        | is no hexadecimal | 0a0e9b8g                   |
        | has half a byte   | 0a0e9b9                    |
        | is too long       | 0a0e9b830a0e9b830a0e9b8300 |
        | is a title        | Id;Type                    |

    @WLL-041
    Scenario: Of a file that is refused nothing is taken
      Given the local whitelist holds "0a0e9b83:c0ffee01:01020304"
      And the operator exported the list and deleted it
      When the operator imports the file with "0a0e9b8g" in the place of "c0ffee01"
      Then the table of the Whitelists page lists exactly ""

    @WLL-040
    Scenario Outline: A list of 10,000 entries counts from its first to its last: <card> is <state>
      Given a file of 10000 entries was imported into the local whitelist
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card           | state   | outcome                                |
        | 04000000000000 | taken   | charging starts at socket 1            |
        | 0400000000270F | taken   | charging starts at socket 1            |
        | 04000000002710 | refused | no current flows at socket 1 for 5 min |

    @WLL-023
    Scenario Outline: After one entry was deleted <card> is <state>
      Given the local whitelist holds "0a0e9b83:c0ffee01"
      And the operator deleted the entry "0a0e9b83" and saved
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then <outcome>

      Examples:
        | card     | state       | outcome                                |
        | 0A0E9B83 | refused     | no current flows at socket 1 for 5 min |
        | C0FFEE01 | still taken | charging starts at socket 1            |

    @WLL-023
    Scenario: An entry that begins like the one that was deleted stays
      Given the local whitelist holds "0a0e9b83:0a0e9b83112233"
      And the operator deleted the entry "0a0e9b83" and saved
      Then the table of the Whitelists page lists exactly "0a0e9b83112233"

    @WLL-024
    Scenario: After Delete whole list the table is empty
      Given the local whitelist holds "0a0e9b83:c0ffee01"
      And the operator deleted the whole list and saved
      Then the table of the Whitelists page lists exactly ""

    @WLL-024
    Scenario Outline: After Delete whole list <card> is refused
      Given the local whitelist holds "0a0e9b83:c0ffee01"
      And the operator deleted the whole list and saved
      And a vehicle is plugged in at socket 1
      When card "<card>" is presented at socket 1
      Then no current flows at socket 1 for 5 min

      Examples:
        | card     |
        | 0A0E9B83 |
        | C0FFEE01 |

  Rule: Entries in the form of RFID Tag letter case

    @WLL-012
    Scenario: An entry in the form of Lower Case counts
      Given the local whitelist holds "04567daa5f3580"
      And a vehicle is plugged in at socket 1
      When card "04567DAA5F3580" is presented at socket 1
      Then charging starts at socket 1

    @WLL-012
    Scenario: With Lower Case an entry in the other byte order does not count
      Given the local whitelist holds "80355faa7d5604"
      And a vehicle is plugged in at socket 1
      When card "04567DAA5F3580" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @RFD-028
    Scenario: An entry that was typed in the wrong byte order counts once it is replaced by the other
      Given the local whitelist holds "839b0e0a"
      And a vehicle is plugged in at socket 1
      And card "0A0E9B83" was presented at socket 1
      And the operator deleted the entry "839b0e0a" and saved
      And the operator added the entry "0a0e9b83"
      And the operator saved and restarted
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

    Scenario Outline: A badge is taught in the form of <form>
      Given the operator has configured
        | RFID Tag letter case | <form> |
      And the local whitelist is on and empty
      And the operator has chosen Add entry
      When card "0A0E9B83" is presented at socket 1
      Then the Whitelists page lists exactly "<entry>"

      @WLL-029 @RFD-023
      Examples:
        | form       | entry    |
        | Lower Case | 0a0e9b83 |

      @WLL-029 @RFD-024
      Examples:
        | form       | entry    |
        | Upper Case | 0A0E9B83 |

      @WLL-029 @RFD-025
      Examples:
        | form                           | entry    |
        | Lower Case Reversed Byte Order | 839b0e0a |

      @WLL-029 @RFD-026
      Examples:
        | form                           | entry    |
        | Upper Case Reversed Byte Order | 839B0E0A |

  Rule: A postfix ties an entry to one charge point of a master and slave station

    @WLL-035
    Scenario: An entry is stored with its postfix
      Given the local whitelist is on and empty
      When the operator adds the entry "0a0e9b83" with the postfix of point 1
      Then the Whitelists page lists exactly "0a0e9b83" with the postfix of point 1

    Scenario Outline: An entry with the postfix of point <point> is taken at that point
      Given the local whitelist holds "0a0e9b83" with the postfix of point <point>
      And a vehicle is plugged in at socket <point>
      When card "0A0E9B83" is presented at socket <point>
      Then charging starts at socket <point>

      @WLL-036
      Examples:
        | point |
        | 1     |

      @WLL-038
      Examples:
        | point |
        | 2     |

    Scenario Outline: An entry with the postfix of point <point> is refused at the other
      Given the local whitelist holds "0a0e9b83" with the postfix of point <point>
      And a vehicle is plugged in at socket <other>
      When card "0A0E9B83" is presented at socket <other>
      Then the LED of socket <other> flashes green, yellow and blue exactly 5 times
      And no current flows at socket <other> for 5 min

      @WLL-037
      Examples:
        | point | other |
        | 1     | 2     |

      @WLL-038
      Examples:
        | point | other |
        | 2     | 1     |

    @WLL-039
    Scenario Outline: An entry without a postfix is taken at point <point>
      Given the local whitelist holds "0a0e9b83"
      And a vehicle is plugged in at socket <point>
      When card "0A0E9B83" is presented at socket <point>
      Then charging starts at socket <point>

      Examples:
        | point |
        | 1     |
        | 2     |

  Rule: The menu of the configuration interface with firmware 5.29

    Background:
      Given a station that is connected to its backend
      And the station was updated to firmware 5.29.4
      And the local whitelist is on and empty

    @WLL-015
    Scenario: The menu on the left
      Then the menu has exactly the entries "Dashboard, Network, Backend, Authorization, Whitelists, Load Management, Installation, System"

    @WLL-015
    Scenario: What stands below Authorization
      Then the menu shows "Free Charging, General, RFID Whitelists, HLC 15118" below "Authorization"
