"""Which zone a city or country lies in, where the time-zone database does not name it.

Countries with one zone, or with one where nearly everybody lives. Keys as `compare_key` makes
them. The cities that name a zone themselves ("Europe/Berlin") are added by `zones`.
"""

from typing import Final

_PLACES: Final[dict[str, str]] = {
    "Europe/Berlin": (
        "germany, deutschland, allemagne, alemania, de, munich, munchen, muenchen, hamburg,"
        " frankfurt, frankfurt am main, cologne, koln, koeln, stuttgart, dusseldorf,"
        " duesseldorf, leipzig, dresden, hannover, hanover, nuremberg, nurnberg, bremen, essen,"
        " dortmund, bonn, karlsruhe, mannheim, munster, freiburg, mainz, kiel, ulm, augsburg,"
        " heidelberg, jena, darmstadt, walldorf, wolfsburg"
    ),
    "Europe/Vienna": "austria, osterreich, autriche, at, wien, graz, linz, salzburg, innsbruck",
    "Europe/Zurich": (
        "switzerland, schweiz, suisse, suiza, ch, zuerich, geneva, genf, geneve, basel, bern,"
        " lausanne, winterthur, zug, lugano"
    ),
    "Europe/Paris": (
        "france, frankreich, francia, fr, lyon, marseille, toulouse, nice, nantes, strasbourg,"
        " strassburg, lille, bordeaux, rennes, grenoble, montpellier, sophia antipolis"
    ),
    "Europe/Madrid": (
        "spain, spanien, espagne, espana, es, barcelona, valencia, sevilla, seville, bilbao,"
        " malaga, zaragoza"
    ),
    "Europe/London": (
        "united kingdom, great britain, uk, gb, england, scotland, wales, northern ireland,"
        " grossbritannien, vereinigtes konigreich, royaume uni, reino unido, manchester,"
        " birmingham, edinburgh, glasgow, leeds, bristol, liverpool, cardiff, sheffield,"
        " newcastle, cambridge, oxford, reading, londres"
    ),
    "Europe/Dublin": "ireland, irland, irlande, irlanda, ie, cork, galway, limerick",
    "Europe/Rome": (
        "italy, italien, italie, italia, it, milan, milano, mailand, turin, torino, naples,"
        " napoli, bologna, florence, firenze, roma, rom"
    ),
    "Europe/Amsterdam": (
        "netherlands, the netherlands, niederlande, pays bas, paises bajos, holland, nl,"
        " rotterdam, the hague, den haag, utrecht, eindhoven"
    ),
    "Europe/Brussels": "belgium, belgien, belgique, be, bruxelles, brussel, antwerp, ghent",
    "Europe/Luxembourg": "luxemburg, luxemburgo, lu",
    "Europe/Lisbon": "portugal, pt, lisboa, lissabon, lisbonne, porto, oporto",
    "Europe/Warsaw": (
        "poland, polen, pologne, polonia, pl, warszawa, warschau, varsovie, krakow, cracow,"
        " krakau, wroclaw, gdansk, poznan, lodz, katowice"
    ),
    "Europe/Prague": "czechia, czech republic, tschechien, tchequie, cz, praha, prag, brno",
    "Europe/Bratislava": "slovakia, slowakei, slovaquie, eslovaquia, sk, kosice",
    "Europe/Budapest": "hungary, ungarn, hongrie, hungria, hu",
    "Europe/Bucharest": "romania, rumanien, roumanie, ro, bucuresti, cluj, cluj napoca, iasi",
    "Europe/Sofia": "bulgaria, bulgarien, bulgarie, bg, plovdiv",
    "Europe/Athens": "greece, griechenland, grece, grecia, gr, thessaloniki",
    "Europe/Copenhagen": "denmark, danemark, dinamarca, dk, kobenhavn, aarhus, odense",
    "Europe/Stockholm": "sweden, schweden, suede, suecia, se, gothenburg, goteborg, malmo",
    "Europe/Oslo": "norway, norwegen, norvege, noruega, no, bergen, trondheim, stavanger",
    "Europe/Helsinki": "finland, finnland, finlande, finlandia, fi, espoo, tampere",
    "Europe/Tallinn": "estonia, estland, estonie, ee, tartu",
    "Europe/Riga": "latvia, lettland, lettonie, letonia, lv",
    "Europe/Vilnius": "lithuania, litauen, lituanie, lituania, lt, kaunas",
    "Europe/Zagreb": "croatia, kroatien, croatie, croacia, hr, split",
    "Europe/Ljubljana": "slovenia, slowenien, slovenie, eslovenia, si",
    "Europe/Belgrade": "serbia, serbien, serbie, rs, beograd, novi sad",
    "Europe/Kyiv": "ukraine, ucrania, ua, kiev, lviv, kharkiv",
    "Europe/Istanbul": "turkey, turkiye, turkei, turquie, turquia, tr, ankara, izmir",
    "America/New_York": (
        "boston, washington, washington dc, washington d.c., philadelphia, atlanta, miami, nyc,"
        " pittsburgh, charlotte, raleigh, durham, orlando, tampa, baltimore, cleveland,"
        " columbus, cincinnati, brooklyn"
    ),
    "America/Chicago": (
        "austin, dallas, houston, san antonio, minneapolis, st. louis, saint louis, kansas city,"
        " nashville, new orleans, milwaukee, memphis, omaha"
    ),
    "America/Denver": "salt lake city, boulder, colorado springs, albuquerque",
    "America/Phoenix": "tucson, scottsdale",
    "America/Los_Angeles": (
        "san francisco, seattle, san diego, san jose, palo alto, mountain view, menlo park,"
        " cupertino, sunnyvale, oakland, sacramento, las vegas, redmond, bay area, la"
    ),
    "America/Toronto": "ottawa, montreal, quebec, waterloo",
    "America/Vancouver": "victoria",
    "America/Edmonton": "calgary",
    "America/Mexico_City": (
        "mexico, mexiko, mexique, mx, ciudad de mexico, cdmx, guadalajara, puebla, queretaro"
    ),
    "America/Sao_Paulo": (
        "brazil, brasilien, bresil, brasil, br, rio de janeiro, brasilia, belo horizonte, curitiba"
    ),
    "America/Argentina/Buenos_Aires": "argentina, argentinien, argentine, ar, cordoba, rosario",
    "America/Santiago": "chile, chili, cl, santiago de chile",
    "America/Bogota": "colombia, kolumbien, colombie, co, medellin, cali",
    "America/Lima": "peru, perou, pe",
    "America/Montevideo": "uruguay, uy",
    "America/Costa_Rica": "costa rica, cr",
    "Asia/Kolkata": (
        "india, indien, inde, in, mumbai, bombay, delhi, new delhi, bangalore, bengaluru,"
        " hyderabad, chennai, pune, gurgaon, gurugram, noida, ahmedabad, kochi"
    ),
    "Asia/Shanghai": (
        "china, chine, cn, beijing, peking, shenzhen, guangzhou, hangzhou, chengdu, suzhou, wuhan"
    ),
    "Asia/Hong_Kong": "hk, hongkong",
    "Asia/Taipei": "taiwan, tw, hsinchu",
    "Asia/Tokyo": "japan, japon, jp, osaka, yokohama, kyoto, nagoya, tokio",
    "Asia/Seoul": "south korea, korea, sudkorea, coree du sud, corea del sur, kr, busan",
    "Asia/Singapore": "sg, singapur, singapour",
    "Asia/Kuala_Lumpur": "malaysia, my, penang",
    "Asia/Manila": "philippines, philippinen, filipinas, ph, cebu, makati",
    "Asia/Bangkok": "thailand, thailande, tailandia, th",
    "Asia/Ho_Chi_Minh": "vietnam, viet nam, vn, hanoi, ho chi minh city, da nang",
    "Asia/Jakarta": "indonesia, indonesien, indonesie, id, bandung",
    "Asia/Karachi": "pakistan, pk, lahore, islamabad",
    "Asia/Dhaka": "bangladesh, bd",
    "Asia/Colombo": "sri lanka, lk",
    "Asia/Dubai": "united arab emirates, uae, ae, vereinigte arabische emirate, abu dhabi",
    "Asia/Riyadh": "saudi arabia, saudi arabien, sa, jeddah",
    "Asia/Jerusalem": "israel, il, tel aviv, haifa",
    "Africa/Cairo": "egypt, agypten, egypte, egipto, eg",
    "Africa/Casablanca": "morocco, marokko, maroc, marruecos, ma, rabat",
    "Africa/Tunis": "tunisia, tunesien, tunisie, tunez, tn",
    "Africa/Lagos": "nigeria, ng, abuja",
    "Africa/Nairobi": "kenya, kenia, ke, mombasa",
    "Africa/Accra": "ghana, gh",
    "Africa/Johannesburg": "south africa, sudafrika, za, cape town, durban, pretoria",
    "Australia/Sydney": "canberra, newcastle nsw",
    "Australia/Brisbane": "gold coast, queensland",
    "Pacific/Auckland": "new zealand, neuseeland, nouvelle zelande, nueva zelanda, nz, wellington",
}
ZONE_OF_PLACE: Final = {
    place.strip(): zone for zone, places in _PLACES.items() for place in places.split(",")
}
