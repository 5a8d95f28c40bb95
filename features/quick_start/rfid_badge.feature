Feature: Charging without a backend, RFID badge
  Manual, 1.2: Whitelists, Add entry, hold each badge to the reader of the master controller, Save & Restart.
  The local whitelist has to be enabled first (5.5).

  Rule: Badges are taught on the Whitelists page

    @WLL-014 @QST-028
    Scenario: The Whitelists page is there once the local whitelist is enabled
      Given the local whitelist is on and empty
      Then the menu has the entry "Whitelists"

    @WLL-014
    Scenario: Without the local whitelist there is no Whitelists page
      Given the operator has configured
        | Enable local whitelist | Off |
      Then the menu does not have the entry "Whitelists"

    @WLL-031 @WLL-029 @QST-030 @device
    Scenario: A badge held to the master's reader joins the list without typing
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      When card "04567DAA5F3580" is presented at socket 1
      Then the Whitelists page lists exactly "04567daa5f3580"

    @QST-031 @WLL-030
    Scenario: Badge after badge joins the list
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      When cards "04567DAA5F3580, 0A0E9B83, C0FFEE01" are presented at socket 1 one after the other
      Then the Whitelists page lists exactly "04567daa5f3580, 0a0e9b83, c0ffee01"

    @WLL-031
    Scenario: A badge that is held up twice is listed once
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      When cards "0A0E9B83, 0A0E9B83" are presented at socket 1 one after the other
      Then the Whitelists page lists exactly "0a0e9b83"

    @WLL-032
    Scenario: After Finish a badge is not taught any more
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      And the operator has finished adding entries
      When card "0A0E9B83" is presented at socket 1
      Then the Whitelists page lists exactly ""

    @WLL-033
    Scenario: A badge that is being taught starts no session
      Given the local whitelist holds "0a0e9b83"
      And a vehicle is plugged in at socket 1
      And the operator has chosen Add entry
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 5 min

    @QST-032
    Scenario: What was taught and saved survives a loss of supply
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      And card "04567DAA5F3580" was presented at socket 1
      And the operator has finished adding entries
      And the operator saved and restarted
      And the supply was cut for 60 s
      And a vehicle is plugged in at socket 1
      When card "04567DAA5F3580" is presented at socket 1
      Then charging starts at socket 1

    @QST-031
    Scenario Outline: Each badge that was taught starts a session (<badge>)
      Given the local whitelist is on and empty
      And the operator has chosen Add entry
      And card "04567DAA5F3580" was presented at socket 1
      And card "0A0E9B83" was presented at socket 1
      And card "C0FFEE01" was presented at socket 1
      And the operator has finished adding entries
      And the operator saved and restarted
      And a vehicle is plugged in at socket 1
      When card "<badge>" is presented at socket 1
      Then charging starts at socket 1

      Examples:
        | badge          |
        | 04567DAA5F3580 |
        | 0A0E9B83       |
        | C0FFEE01       |

  Rule: A listed badge starts a session, another one does not

    @QST-033 @QST-023
    Scenario Outline: A listed badge starts a session at socket <socket>, <order>
      Given the local whitelist holds "0a0e9b83"
      When <first>
      And <second>
      Then current flows at socket <socket> within 15 s

      Examples:
        | socket | order       | first                                    | second                                   |
        | 1      | card first  | card "0A0E9B83" is presented at socket 1 | a vehicle is plugged in at socket 1      |
        | 1      | cable first | a vehicle is plugged in at socket 1      | card "0A0E9B83" is presented at socket 1 |
        | 2      | card first  | card "0A0E9B83" is presented at socket 2 | a vehicle is plugged in at socket 2      |

    @QST-033
    Scenario: A badge that is not listed gets no current
      Given the local whitelist holds "0a0e9b83"
      And a vehicle is plugged in at socket 1
      When card "C0FFEE01" is presented at socket 1
      Then no current flows at socket 1 for 10 min

    @QST-033 @LED-019
    Scenario: A badge that is not listed is refused with five flashes
      Given the local whitelist holds "0a0e9b83"
      When card "C0FFEE01" is presented at socket 1
      Then the LED of socket 1 flashes green, yellow and blue exactly 5 times

    @WLL-009 @WLL-008
    Scenario: With the list disabled its entries do not count
      Given the local whitelist holds "0a0e9b83"
      And the operator has configured
        | Enable local whitelist | Off |
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 10 min

    @WLL-009
    Scenario: With the list disabled the backend is asked about its entries
      Given a station that is connected to its backend
      And the local whitelist holds "0a0e9b83"
      And the operator has configured
        | Enable local whitelist | Off |
      And 60 s go by
      When card "0A0E9B83" is presented at socket 1
      Then the backend is asked about card "0a0e9b83"

    @RFD-018
    Scenario: An entry in decimal digits does not count
      Given the operator has tried "168729475" as local whitelist
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 60 s

    @WLL-010 @WLL-011
    Scenario Outline: Entries are separated by a colon (<badge>)
      Given the operator enters "0a0e9b83:04567daa5f3580:c0ffee01" as local whitelist
      And a vehicle is plugged in at socket 1
      When card "<badge>" is presented at socket 1
      Then charging starts at socket 1

      Examples:
        | badge          |
        | 0A0E9B83       |
        | 04567DAA5F3580 |
        | C0FFEE01       |

    @WLL-011
    Scenario: A comma separates nothing
      Given the operator has tried "0a0e9b83,04567daa5f3580" as local whitelist
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 60 s

    Scenario Outline: With RFID Tag letter case <form> the entry <entry> counts
      Given the operator has configured
        | RFID Tag letter case | <form> |
      And the local whitelist holds "<entry>"
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then charging starts at socket 1

      @RFD-023
      Examples:
        | form                           | entry    |
        | Lower Case                     | 0a0e9b83 |

      @RFD-024
      Examples:
        | form                           | entry    |
        | Upper Case                     | 0A0E9B83 |

      @RFD-025
      Examples:
        | form                           | entry    |
        | Lower Case Reversed Byte Order | 839b0e0a |

      @RFD-026
      Examples:
        | form                           | entry    |
        | Upper Case Reversed Byte Order | 839B0E0A |

    Scenario Outline: With RFID Tag letter case <form> the other forms do not count (<entries>)
      Given the operator has configured
        | RFID Tag letter case | <form> |
      And the operator has tried "<entries>" as local whitelist
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no current flows at socket 1 for 60 s

      @RFD-023
      Examples:
        | form                           | entries                    |
        | Lower Case                     | 0A0E9B83:839b0e0a:839B0E0A |

      @RFD-024
      Examples:
        | form                           | entries                    |
        | Upper Case                     | 0a0e9b83:839b0e0a:839B0E0A |

      @RFD-025
      Examples:
        | form                           | entries                    |
        | Lower Case Reversed Byte Order | 0a0e9b83:0A0E9B83:839B0E0A |

      @RFD-026
      Examples:
        | form                           | entries                    |
        | Upper Case Reversed Byte Order | 0a0e9b83:0A0E9B83:839b0e0a |

    @RFD-027
    Scenario: Seven bytes are reversed byte by byte
      Given the operator has configured
        | RFID Tag letter case | Upper Case Reversed Byte Order |
      And the local whitelist holds "80355FAA7D5604"
      And a vehicle is plugged in at socket 1
      When card "04567DAA5F3580" is presented at socket 1
      Then charging starts at socket 1
