# SPDX-License-Identifier: GPL-3.0-or-later
# make            build/redress                      make demo    the main job on the sample data
# make test       all tests                          make check   format, layers, headers, sanitizers
# make deps       install what is missing            make bench   timings beside other programs

BUILD ?= build
CC ?= gcc
PKGS := cairo pangocairo xlsxwriter libpcre2-8 sqlite3 libfyaml libarchive expat freexl libxml-2.0 libcrypto glib-2.0 gmime-3.0
HS = $(shell pkg-config --exists libhs 2>/dev/null && echo libhs)
PKGS += $(HS)
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null)
VERSION := 0.1
HAVE = $(if $(filter libhs,$(PKGS)),-DHAVE_HS=1) -DREDRESS_VERSION=\"$(VERSION)\"
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
OPT ?= -O2 -g
EXTRA ?=
CFLAGS = -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) -ffp-contract=off -fno-math-errno -pthread -I. $(HAVE) $(EXTRA)
LIBS = -lcsv $(PKG_LIBS) -lRmath -lm -pthread

SOURCES := $(wildcard analysis/*/*.c reports/*.c)
COMMANDS := $(wildcard cmd/*.c)
TEMPLATES := $(wildcard templates/*/*.yaml templates/*/*.csv templates/*/*.css templates/*/*.js templates/*/*.html templates/*/*.txt)
LABELS := $(wildcard templates/labels/*.po)
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
HELPERS := $(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c))
OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(SOURCES)) $(BUILD)/bundle_data.o $(if $(LABELS),$(BUILD)/labels_data.o)
LIBRARY := $(BUILD)/libredress.a
SAMPLES := $(wildcard sample-data/generator/*.c)

.PHONY: all deps demo test check bench bless clean samples format
all: $(BUILD)/redress

$(BUILD)/redress: $(patsubst %.c,$(BUILD)/%.o,$(COMMANDS)) $(LIBRARY)
	@$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(OBJECTS)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/bundle_data.o: $(BUILD)/bundle_data.c
	@$(CC) $(CFLAGS) -c -o $@ $<

$(BUILD)/bundle_data.c: $(BUILD)/embed $(TEMPLATES) Makefile
	@$(BUILD)/embed templates/ $(TEMPLATES) > $@.part && mv $@.part $@

$(BUILD)/embed: templates/embed.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O1 -o $@ $<

$(BUILD)/labels_data.o: $(BUILD)/labels_data.c
	@$(CC) $(CFLAGS) -c -o $@ $<

$(BUILD)/labels_data.c: templates/labels/compile.awk $(LABELS)
	@mkdir -p $(@D)
	@for po in $(LABELS); do msgcat --no-wrap --properties-output --to-code=UTF-8 $$po -o $(BUILD)/$$(basename $$po .po).properties || exit 1; done
	@LC_ALL=C awk -f templates/labels/compile.awk $(patsubst templates/labels/%.po,$(BUILD)/%.properties,$(LABELS)) > $@.part && mv $@.part $@

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libhelpers.a $(LIBRARY)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $^ $(LIBS) -lcmocka
.PRECIOUS: $(BUILD)/%.o

# What unit tests share: tests/unit/*.c that are not tests themselves.
$(BUILD)/libhelpers.a: $(patsubst %.c,$(BUILD)/%.o,$(HELPERS))
	@mkdir -p $(@D)
	@rm -f $@ && ar rcs $@ $^

# Writes the documents of an invented report, for the golden tests.
$(BUILD)/sample_pack: tests/golden/sample_pack.c $(BUILD)/libhelpers.a $(LIBRARY)
	@$(CC) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libhelpers.a $(LIBRARY) $(LIBS)

$(BUILD)/generate: $(SAMPLES) $(wildcard sample-data/generator/*.h)
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O2 -D_GNU_SOURCE $(WARN) -ffp-contract=off -o $@ $(SAMPLES) -lm

samples: $(BUILD)/generate
	$(BUILD)/generate -o sample-data

deps:
	@sh tests/deps.sh

test: deps
	@$(MAKE) --no-print-directory -j2 all units $(if $(SAMPLES),$(BUILD)/generate)
	@BUILD=$(BUILD) sh tests/run.sh

.PHONY: units
units: $(UNITS) $(BUILD)/sample_pack $(BUILD)/shim.so

# Line coverage of analysis/ and reports/ by all tests.
.PHONY: coverage
coverage: deps
	@find build/coverage -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory -j2 BUILD=build/coverage OPT='-O0 -g --coverage' all units
	@BUILD=build/coverage sh tests/run.sh
	@BUILD=build/coverage sh tests/coverage.sh

# Makes chosen calls of the program fail, for tests/fault.
$(BUILD)/shim.so: tests/fault/shim.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -shared -fPIC -o $@ $< -ldl

# Every call made to fail in turn, and 200 kills; a short part of it is in "make test".
.PHONY: faults
faults: all $(BUILD)/shim.so
	@BUILD=$(BUILD) FAULTS=long sh tests/run.sh fault

bless: all
	@BUILD=$(BUILD) BLESS=1 sh tests/run.sh cli

demo: deps
	@$(MAKE) --no-print-directory -j2 all
	@BUILD=$(BUILD) sh tests/demo.sh

check: deps
	@BUILD=$(BUILD) sh tests/check.sh

# How often hotspots cry wolf and how often they miss one; the table is kept in tests/simulate/results.txt.
$(BUILD)/simulate: $(wildcard tests/simulate/*.[ch]) $(LIBRARY)
	@$(CC) $(CFLAGS) -o $@ $(wildcard tests/simulate/*.c) $(LIBRARY) -lRmath -lm

.PHONY: simulate
simulate: $(BUILD)/simulate
	@$(BUILD)/simulate

.PHONY: oracle
oracle:
	@sh tests/oracle/r/make.sh

# The manual page as committed; a test holds it to the option tables.
.PHONY: manual install uninstall deb
manual: all
	@$(BUILD)/redress help --man > docs/redress.1

PREFIX ?= /usr/local
MAN1 = $(DESTDIR)$(PREFIX)/share/man/man1
COMPLETIONS = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
DOCUMENTS = $(DESTDIR)$(PREFIX)/share/doc/redress

install: all
	install -D -m 755 $(BUILD)/redress $(DESTDIR)$(PREFIX)/bin/redress
	install -d $(MAN1) $(COMPLETIONS) $(DOCUMENTS)
	gzip -9nc docs/redress.1 > $(MAN1)/redress.1.gz
	$(BUILD)/redress help --completion > $(COMPLETIONS)/redress
	install -m 644 README.md $(wildcard docs/*.md) $(DOCUMENTS)
	chmod 644 $(MAN1)/redress.1.gz $(COMPLETIONS)/redress

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/redress $(MAN1)/redress.1.gz $(COMPLETIONS)/redress
	rm -rf $(DOCUMENTS)

# build/redress_VERSION_ARCH.deb, which depends on the packages of the libraries that the program is linked with.
DEB = $(BUILD)/deb
deb: all
	@rm -rf $(DEB) && mkdir -p $(DEB)/DEBIAN
	@$(MAKE) --no-print-directory -s install DESTDIR=$(DEB) PREFIX=/usr
	@strip $(DEB)/usr/bin/redress
	@libraries=$$(objdump -p $(DEB)/usr/bin/redress | awk '/NEEDED/ { print $$2 }' | \
	    while read -r name; do dpkg-query -S "*/$$name" | sed 's/:.*//' | head -1; done | grep -v i386 | sort -u | paste -sd, | sed 's/,/, /g') && \
	printf '%s\n' 'Package: redress' 'Version: $(VERSION)' "Architecture: $$(dpkg --print-architecture)" \
	    'Maintainer: redress <redress@localhost>' 'Section: misc' 'Priority: optional' \
	    "Depends: $$libraries, tzdata" 'Recommends: fonts-noto-cjk' \
	    "Installed-Size: $$(du -sk $(DEB)/usr | cut -f1)" \
	    'Description: management reporting from complaint exports' \
	    ' Reads CSV exports and workbooks of complaint systems, sorts complaints into categories by' \
	    ' rules, measures them and writes reports. Chinese and English.' > $(DEB)/DEBIAN/control
	@dpkg-deb --root-owner-group --build $(DEB) $(BUILD)/redress_$(VERSION)_$$(dpkg --print-architecture).deb >/dev/null
	@ls $(BUILD)/redress_$(VERSION)_*.deb

bench: all
	@BUILD=$(BUILD) sh tests/bench/run.sh $(BENCH)

format:
	@clang-format -i $(SOURCES) $(COMMANDS) $(wildcard analysis/*/*.h reports/*.h cmd/*.h tests/unit/*.[ch] tests/golden/*.c tests/simulate/*.[ch] sample-data/generator/*.[ch] templates/*.c)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(patsubst %.c,$(BUILD)/%.d,$(HELPERS)) $(BUILD)/sample_pack.d $(patsubst %.c,$(BUILD)/%.d,$(COMMANDS)) $(patsubst $(BUILD)/unit/%,$(BUILD)/tests/unit/%.d,$(UNITS))
