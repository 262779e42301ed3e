# SPDX-License-Identifier: GPL-3.0-or-later
# Service requests in the layout of New York City's 311 export, 52 columns. usage: awk -v rows=2000000 -f wide.awk
function pick(list, count,   at) {
    at = int(rand() * count) + 1
    return list[at]
}
function stamp(day, second) {
    return sprintf("%02d/%02d/%d %02d:%02d:%02d %s", int(day / 28) % 12 + 1, day % 28 + 1, 2016 + int(day / 336),
        (int(second / 3600) + 11) % 12 + 1, int(second / 60) % 60, second % 60, second < 43200 ? "AM" : "PM")
}
BEGIN {
    srand(311)
    print "Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Location Type,Incident Zip," \
        "Incident Address,Street Name,Cross Street 1,Cross Street 2,Intersection Street 1,Intersection Street 2," \
        "Address Type,City,Landmark,Facility Type,Status,Due Date,Resolution Action Updated Date,Community Board," \
        "Borough,X Coordinate (State Plane),Y Coordinate (State Plane),Park Facility Name,Park Borough,School Name," \
        "School Number,School Region,School Code,School Phone Number,School Address,School City,School State," \
        "School Zip,School Not Found,School or Citywide Complaint,Vehicle Type,Taxi Company Borough," \
        "Taxi Pick Up Location,Bridge Highway Name,Bridge Highway Direction,Road Ramp,Bridge Highway Segment," \
        "Garage Lot Name,Ferry Direction,Ferry Terminal Name,Latitude,Longitude,Location"
    agencies = split("NYPD HPD DOT DSNY DEP DOB DPR DOHMH DCA TLC", agency, " ")
    kinds = split("Noise,Heating,Parking,Street Light,Water,Sewer,Rodents,Graffiti,Trees,Taxi,Sanitation,Plumbing", kind, ",")
    details = split("Loud Music,No Access,Entire Building,Blocked Hydrant,Lamp Out,Leak,Rat Sighting,Damaged,Other", detail, ",")
    places = split("Sidewalk,Residential Building,Club/Bar,Street,Subway,Park,Store", place, ",")
    boroughs = split("BRONX,BROOKLYN,MANHATTAN,QUEENS,STATEN ISLAND,Unspecified", borough, ",")
    for (n = 1; n <= rows; n++) {
        day = int(rand() * 2600)
        second = int(rand() * 86400)
        days = int(rand() * rand() * 60)
        closed = rand() < 0.06 ? "" : stamp(day + days, int(rand() * 86400))
        where = pick(borough, boroughs)
        by = pick(agency, agencies)
        x = 913000 + int(rand() * 154000)
        y = 121000 + int(rand() * 151000)
        street = int(rand() * 220) + 1 " STREET"
        printf "%d,%s,%s,%s,Agency %s,%s,%s,%s,%d,%d %s,%s,%d AVENUE,%d AVENUE,,,ADDRESS,%s,,Precinct,%s,%s,%s," \
            "%02d %s,%s,%d,%d,Unspecified,%s,Unspecified,Unspecified,Unspecified,Unspecified,Unspecified," \
            "Unspecified,Unspecified,Unspecified,Unspecified,N,,,,,,,,,,,,40.%06d,-73.%06d,\"(40.%06d, -73.%06d)\"\n",
            20000000 + n, stamp(day, second), closed, by, by, pick(kind, kinds),
            pick(detail, details), pick(place, places), 10001 + int(rand() * 1600), int(rand() * 900) + 1, street, street,
            int(rand() * 12) + 1, int(rand() * 12) + 1, where, closed == "" ? "Open" : "Closed",
            stamp(day + 10, second), closed, int(rand() * 18) + 1, where, where, x, y, where, x, y, x, y
    }
}
