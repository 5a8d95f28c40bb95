Feature: Which limit it is
  Manual, 7.1 to 7.7. The offer is the smallest of all limits in force (PWR-050). Which one that is the station says on its
  dashboard, for L1, L2 and L3 of each socket, and what it says is in the journal. No sentence of the manual promises that,
  so it is asked at level info (PWR-052), in the reference's words. A place is written as station/socket.

  Rule: A limit of one socket

    @PWR-052
    Scenario Outline: The <source> limit of socket 1, and the cable of socket 2
      Given the operator has configured
        | Free Charging | On      |
        | <parameter>   | <limit> |
      When a vehicle is plugged in at socket 1 with a cable of 20 A
      And a vehicle is plugged in at socket 2 with a cable of 13 A
      Then the vehicle at socket 1 is offered <limit> A
      And the station says that <limit> A at 1/1 are the limit of "<source>"
      And the vehicle at socket 2 is offered 13 A
      And the station says that 13 A at 1/2 are the limit of "cable"

      Examples:
        | source       | parameter                      | limit |
        | operator     | Operator Current Limit [A]     | 16    |
        | installation | Installation Current Limit [A] | 10    |

    @PWR-052
    Scenario: The limit of the manufacturer, and then one under it
      Given the operator has configured
        | Free Charging | On |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 32 A
      And the station says that 32 A at 1/1 are the limit of "manufacturer"
      When the operator sets "Operator Current Limit [A]" to "20"
      Then the vehicle at socket 1 is offered 20 A
      And the station says that 20 A at 1/1 are the limit of "operator"

    @PWR-052
    Scenario: A limit that is raised is no longer the one
      Given the operator has configured
        | Free Charging              | On |
        | Operator Current Limit [A] | 8  |
      And a vehicle is plugged in at socket 1
      And current flows at socket 1
      When the operator sets "Operator Current Limit [A]" to "32"
      Then the vehicle at socket 1 is offered 32 A
      And the station says that 32 A at 1/1 are the limit of "manufacturer"

    @PWR-052
    Scenario: A limit under 6 A is the one for which nothing is offered
      Given the operator has configured
        | Free Charging              | On |
        | Operator Current Limit [A] | 5  |
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 0 A
      And the station says that 0 A at 1/1 are the limit of "operator"

    @PWR-052
    Scenario: What is not connected to the mains gives nothing
      Given the operator has configured
        | Free Charging                       | On                  |
        | Phases connected to the ChargePoint | Single-phase system |
        | Operator Current Limit [A]          | 16                  |
      And the electrician has connected 1 phase to socket 1
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 takes 16 A, 0 A and 0 A
      And the station says that 16 A, 0 A and 0 A at 1/1 are the limits of "operator", "phases connected" and "phases connected"

  Rule: A limit that the backend sets

    Background:
      Given a station that is connected to its backend
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1

    @PWR-052
    Scenario: A charging profile
      When the backend sends a TxDefaultProfile to connector 1
        | from 0 s | 9 |
      Then the vehicle at socket 1 is offered 9 A within 10 s
      And the station says that 9 A at 1/1 are the limit of "backend profile"
      When the backend clears all charging profiles
      Then the vehicle at socket 1 is offered 32 A within 10 s
      And the station says that 32 A at 1/1 are the limit of "manufacturer"

  Rule: What the sockets of a station share

    @PWR-052
    Scenario: The feed of two sockets, while one charges and while both do
      Given a station with one feed of 25 A
      When a vehicle is plugged in at socket 1
      Then the vehicle at socket 1 is offered 25 A
      And the station says that 25 A at 1/1 are the limit of "station installation"
      When a vehicle is plugged in at socket 2
      Then the vehicles are offered 24 A to 25 A together within 30 s
      And the station names "feed" as the limit at 1/1
      And the station names "feed" as the limit at 1/2

    @PWR-052
    Scenario: Without the link between the controllers the slave has its Disconnected Limit
      Given a station with one feed of 25 A
      And a vehicle is plugged in at socket 1
      And a vehicle is plugged in at socket 2
      And current flows at socket 2
      When the USB link between master and slave is lost
      Then the vehicle at socket 2 is offered 7 A within 30 s
      And the station says that 7 A at 1/2 are the limit of "disconnected limit"
      And the station names "feed" as the limit at 1/1

  Rule: What the stations of an island share

    @PWR-052
    Scenario: The share by the master, at the master and at a slave
      Given a charging plaza of a master and 1 slaves with 20 A on each phase and
        | Minimum Current Limit [A] | 10 |
      When vehicles come to the plaza at 1/1, 2/1
      Then for 2 min the plaza offers no more than 20 A together, and 19 A soon
      And the station names "DLM" as the limit at 1/1
      And the station names "DLM" as the limit at 2/1
      And the master says that 20 A for its island are the limit of "sub-distribution"

    @PWR-052
    Scenario: A socket that waits for its turn has nothing by the master
      Given a charging plaza of a master and 0 slaves with 10 A on each phase
      When vehicles come to the plaza at 1/1, 1/2
      Then one vehicle of the plaza is offered 10 A and the other nothing: 1/1, 1/2
      And the station names "DLM" as the limit at 1/1
      And the station names "DLM" as the limit at 1/2

    @PWR-052
    Scenario: A vehicle that has an island to itself is not limited by it
      Given a charging plaza of a master and 0 slaves with 63 A on each phase
      When vehicles come to the plaza at 1/1
      Then the plaza offers 32 A at 1/1
      And the station says that 32 A at 1/1 are the limit of "manufacturer"

    @PWR-052
    Scenario Outline: External input <input>, on two phases and while it is closed
      Given a charging plaza of a master and 0 slaves with 20 A on each phase and
        | External Input <input> Config       | Enable  |
        | External Input Limit (L1/L2/L3) [A] | 12/20/8 |
      And vehicles are charging in the plaza at 1/1
      When external input <input> of the master closes
      Then the plaza offers 8 A at 1/1
      And the station says that 8 A at 1/1 are the limit of "DLM"
      And the master says that 12 A, 20 A and 8 A for its island are the limits of "external input", "sub-distribution" and "external input"
      When external input <input> of the master opens
      Then the plaza offers 20 A at 1/1
      And the master says that 20 A for its island are the limit of "sub-distribution"

      Examples:
        | input |
        | 1     |
        | 2     |

    @PWR-050
    Scenario: One of two external inputs is enough
      Given a charging plaza of a master and 0 slaves with 20 A on each phase and
        | External Input 1 Config             | Enable |
        | External Input 2 Config             | Enable |
        | External Input Limit (L1/L2/L3) [A] | 8/8/8  |
      And vehicles are charging in the plaza at 1/1
      When external input 2 of the master closes
      Then the plaza offers 8 A at 1/1
      When external input 1 of the master closes
      And external input 1 of the master opens
      Then for 2 min the plaza offers no more than 8 A together, and 7 A soon
      When external input 2 of the master opens
      Then the plaza offers 20 A at 1/1

    @PWR-050
    Scenario: The external input holds beside an external meter
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/20/20 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 63/63/63 |
        | External Input 1 Config                    | Enable   |
        | External Input Limit (L1/L2/L3) [A]        | 8/8/8    |
      And a hungry vehicle charges at socket 1
      When external input 1 of the master closes
      Then after two runs the vehicle at socket 1 is offered 8 A

    @PWR-050
    Scenario Outline: The external input is closed when the software of the master begins: it <closes> the loss of supply
      Given a charging plaza of a master and 0 slaves with 20 A on each phase and
        | External Input 1 Config             | Enable  |
        | External Input Limit (L1/L2/L3) [A] | 12/20/8 |
      And vehicles are charging in the plaza at 1/1
      When <first>
      And <second>
      And the supply of station 1 comes back
      Then for 3 min the plaza offers no more than 8 A together, and 7 A soon
      When external input 1 of the master opens
      Then the plaza offers 20 A at 1/1

      Examples:
        | closes        | first                                  | second                                 |
        | closes before | external input 1 of the master closes  | the supply of station 1 fails          |
        | closes during | the supply of station 1 fails          | external input 1 of the master closes  |

    @PWR-052
    Scenario: The operator's limit for the sub-distribution, on one phase
      Given a charging plaza of a master and 0 slaves with 20 A on each phase and
        | Operator EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 20/9/20 |
      When vehicles come to the plaza at 1/1
      Then the plaza offers 9 A at 1/1
      And the master says that 20 A, 9 A and 20 A for its island are the limits of "sub-distribution", "operator sub-distribution" and "sub-distribution"

    @PWR-052
    Scenario: The main distribution behind a building, and the fallback while its meter is silent
      Given meter "house" (7KM2200) in the branch of the building has the address 172.16.23.50
      And a DLM master with meter "house" as external meter and
        | EVSE Sub-Distribution Limit (L1/L2/L3) [A] | 32/32/32 |
        | Main Distribution Limit (L1/L2/L3) [A]     | 40/40/40 |
        | External Load Fallback (L1/L2/L3) [A]      | 31/31/31 |
      And the building takes 20/30/0 A
      And a hungry vehicle charges at socket 1
      Then after two runs the vehicle at socket 1 is offered 10 A
      And the master says that 20 A, 10 A and 32 A for its island are the limits of "main distribution", "main distribution" and "sub-distribution"
      When meter "house" fails: no answer
      Then the plaza offers 9 A at 1/1
      And the master says that 9 A for its island are the limit of "external load fallback"

    @PWR-052
    Scenario: The Disconnected Limit while the master cannot be heard, and then its share again
      Given a charging plaza of a master and 1 slaves with 20 A on each phase
      And vehicles are charging in the plaza at 2/1
      And the link of station 2 of the plaza has broken
      Then the plaza offers 7 A at 2/1
      And the station says that 7 A at 2/1 are the limit of "disconnected limit"
      When the link of station 2 of the plaza is back
      Then the plaza offers 20 A at 2/1
      And the station says that 20 A at 2/1 are the limit of "DLM"
