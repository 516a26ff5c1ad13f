# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""What audit and convert share: the calls from code that KMSAN does not instrument to
code that it does, and how they become call_instr().

Start with find_calls() in verdict_calls.py: it asks the files above it, one by one. A
file imports only from those that stand above it in this list.

    kmsan                   KMSAN's names, and the bytes of its context
    messages                what a command says on standard error
    tools                   how other programs are found and run

What instructions do:

    arch_instruction        an instruction and its operands
    arch_values             what a register or a place on the stack has
    arch_arguments          where a callee has its arguments
    arch_x86_64             the instructions of x86-64
    arch_s390x              those of s390x

What is read of a linked ELF file:

    elf_file                its architecture and sections
    elf_symbols             its symbols
    elf_functions           its functions, and their cold parts
    elf_code                their instructions, as llvm-objdump prints them
    elf_image               all of these

What its DWARF says:

    dwarf_units             where its units are
    dwarf_places            where an address is in the source
    dwarf_entries           what functions are declared as
    dwarf_definitions       where types are defined
    dwarf_spelling          how a type is written
    dwarf_types             how large a type is
    dwarf_parameters        what functions take

What is known at each instruction of a function:

    flow_state              what is known at one, and where paths meet
    flow_callees            what a callee does by the addresses it is given
    flow_function           all paths through a function

The calls, and a verdict on each:

    verdict_instrumented    which functions are instrumented
    verdict_callers         those that are not, and their calls
    verdict_reads           which shadow of its arguments a callee reads
    verdict_hooks           which of KMSAN's own functions check memory
    verdict_memory          which structs of a frame have their shadow from instrumented code
    verdict_references      at which memory of the caller's frame a callee looks
    verdict_lines           on which line a merged call stands
    verdict_rules           the verdicts
    verdict_calls           all calls

The calls in the source:

    c_text                  what of C is code, and the arguments of a call
    c_layout                how wide a line is
    c_reasons               why a call is left alone
    c_places                where the semantic patch finds calls
    c_callees               what the source says of callees
    c_references            arguments that become call_instr_ref()
    c_calls                 calls that become call_instr()
    c_includes              the #include that they need
    c_definitions           the DEFINE_CALL_INSTR_ lines that they need
"""
