# SPDX-License-Identifier: GPL-2.0-only OR MIT
"""How the types of C are written. A type is an entry (DIE) of pyelftools, or None for
void."""


def type_of(die):
    """What the entry's type is."""
    return die.get_DIE_from_attribute("DW_AT_type") \
        if "DW_AT_type" in die.attributes else None


def spell(die, inner=""):
    """A declaration of inner, or with nothing there the type's name."""
    if die is None:
        return f"void {inner}".strip()
    kind = die.tag.removeprefix("DW_TAG_").removesuffix("_type")
    if kind == "pointer":
        target = type_of(die)
        while target and target.tag == "DW_TAG_LLVM_annotation":
            target = type_of(target)
        if target and target.tag in ("DW_TAG_subroutine_type",
                                     "DW_TAG_array_type"):
            return spell(target, f"(*{inner})")
        return spell(target, f"*{inner}")
    if kind in ("const", "volatile", "restrict"):
        target = type_of(die)
        if target and target.tag == "DW_TAG_pointer_type":
            return spell(target, f"{kind} {inner}".strip())
        return f"{kind} {spell(target, inner)}"
    if kind == "subroutine":
        taken = ["..." if c.tag == "DW_TAG_unspecified_parameters" else
                 spell(type_of(c)) for c in die.iter_children()]
        return spell(type_of(die), f"{inner}({', '.join(taken) or 'void'})")
    if kind == "array":
        return spell(type_of(die), f"{inner}[]")
    name = die.attributes.get("DW_AT_name")
    name = name.value.decode() if name else "{...}"
    tag = {"structure": "struct ", "union": "union ",
           "enumeration": "enum "}.get(kind, "")
    return f"{tag}{name} {inner}".strip()
