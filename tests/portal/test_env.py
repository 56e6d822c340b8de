"""portal.env: values are typed, and every fault is told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.env import Environment, FaultyEnvironment, Variable


def faults(env):
    with pytest.raises(FaultyEnvironment) as caught:
        env.verify(hint="Read the manual.")
    heading, *lines, hint = str(caught.value).splitlines()
    assert (heading, hint) == ("Environment variables need attention:", "Read the manual.")
    return [line.strip() for line in lines]


def read_flag(**values):
    env = Environment(values)
    value = env.flag("LAMP", default=False, about="Light.")
    env.verify(hint="")
    return value


@pytest.mark.parametrize("raw", ["1", "true", "True", "YES", "on", " on\n"])
def test_words_that_turn_a_flag_on(raw):
    assert read_flag(LAMP=raw) is True


@pytest.mark.parametrize("raw", ["0", "false", "False", "NO", "off", "", "  "])
def test_words_that_turn_a_flag_off(raw):
    assert read_flag(LAMP=raw) is False


@pytest.mark.parametrize("raw", ["yep", "2", "-1", "true false", "enabled", "1️⃣"])
def test_any_other_word_for_a_flag_is_a_fault(raw):
    env = Environment({"LAMP": raw})

    env.flag("LAMP", default=True, about="Light.")

    assert faults(env) == [
        f"LAMP: cannot be {raw!r}; it accepts: 1, true, yes or on; 0, false, no or off"
    ]


def test_an_empty_value_is_a_value_not_set():
    env = Environment({"LAMP": "", "SIZE": " ", "NAME": "\t"})

    values = (
        env.flag("LAMP", default=True, about=""),
        env.number("SIZE", default=7, about=""),
        env.text("NAME", default="Ada", about=""),
    )

    env.verify(hint="")
    assert values == (True, 7, "Ada")


@pytest.mark.parametrize(("raw", "number"), [("0", 0), ("31536000", 31536000), (" 8 ", 8)])
def test_numbers_are_whole(raw, number):
    assert Environment({"SIZE": raw}).number("SIZE", default=1, about="") == number


@pytest.mark.parametrize("raw", ["-1", "1.5", "1_000", "1e3", "ten", "٣", "²"])
def test_anything_else_is_no_number(raw):
    env = Environment({"SIZE": raw})

    env.number("SIZE", default=1, about="")

    assert faults(env) == [f"SIZE: cannot be {raw!r}; it accepts: a whole number, 0 or more"]


def test_names_are_separated_by_commas():
    env = Environment({"HOSTS": " a.example , b.example"})

    assert env.names("HOSTS", default=[], about="") == ["a.example", "b.example"]


@pytest.mark.parametrize("raw", ["a b", "a,,b", ",", "a,"])
def test_names_with_a_gap_are_a_fault(raw):
    env = Environment({"HOSTS": raw})

    env.names("HOSTS", default=[], about="")

    assert faults(env) == [f"HOSTS: cannot be {raw!r}; it accepts: names with commas between them"]


def test_a_changed_list_leaves_its_default_alone():
    default = ["a.example"]

    Environment({}).names("HOSTS", default=default, about="").append("b.example")

    assert default == ["a.example"]


def test_a_choice_names_what_there_is():
    env = Environment({"LEVEL": "loud"})

    env.choice("LEVEL", ["LOW", "HIGH"], default="LOW", about="")

    assert faults(env) == ["LEVEL: cannot be 'loud'; it accepts: one of LOW, HIGH"]


def test_a_choice_can_describe_a_long_list():
    env = Environment({"ZONE": "Mars"})

    env.choice("ZONE", ["UTC"], default="UTC", about="", accepts="a name such as UTC")

    assert faults(env) == ["ZONE: cannot be 'Mars'; it accepts: a name such as UTC"]


def secret(env, *, required=True):
    return env.secret("KEY", about="Signs.", required=required, least=8, default_means="none")


def test_a_secret_comes_from_its_variable():
    assert secret(Environment({"KEY": "long enough"})) == "long enough"


def test_a_secret_comes_from_a_file_without_the_last_newline(tmp_path):
    file = tmp_path / "key"
    file.write_text("long enough\n")

    assert secret(Environment({"KEY_FILE": str(file)})) == "long enough"


def test_a_secret_set_in_both_ways_is_a_fault(tmp_path):
    env = Environment({"KEY": "hunter2-hunter2", "KEY_FILE": str(tmp_path)})

    secret(env)

    assert faults(env) == [
        "KEY: is set twice, here and by KEY_FILE; keep one of them; "
        "it accepts: 8 or more random characters"
    ]


def test_a_missing_secret_is_a_fault_only_where_it_is_required():
    env, relaxed = Environment({}), Environment({})

    secret(env)
    optional = secret(relaxed, required=False)

    relaxed.verify(hint="")
    assert optional == ""
    assert faults(env) == [
        "KEY: is not set (nor KEY_FILE); it accepts: 8 or more random characters"
    ]


def test_a_required_value_that_is_no_secret_has_no_file():
    env = Environment({"HOSTS_FILE": "/etc/hosts"})

    env.names("HOSTS", default=[], about="", required=True)

    assert faults(env) == ["HOSTS: is not set; it accepts: names with commas between them"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "KEY_FILE cannot be read: {path} (No such file or directory)"),
        (b"", "KEY_FILE names an empty file: {path}"),
        (b" \n", "KEY_FILE names an empty file: {path}"),
        (b"\xff\xfe", "KEY_FILE names a file that is not text: {path}"),
    ],
)
def test_a_file_without_a_secret_is_a_fault(tmp_path, content, reason):
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    env = Environment({"KEY_FILE": str(path)})

    secret(env)

    [fault] = faults(env)
    assert fault == f"KEY: {reason.format(path=path)}; it accepts: 8 or more random characters"


def refuse(raw):
    raise ValueError


def test_no_fault_shows_a_secret():
    env = Environment({"KEY": "hunter2", "URL": "db://hunter2@host"})

    secret(env)
    env.parsed(
        "URL",
        lambda raw: raw and refuse(raw),
        default="",
        about="",
        accepts="db://host",
        secret=True,
    )

    assert faults(env) == [
        "KEY: has 7 characters, which is too short; it accepts: 8 or more random characters",
        "URL: is not acceptable; it accepts: db://host",
    ]


def test_all_faults_are_told_at_once():
    env = Environment({"LAMP": "yep", "SIZE": "big"})

    env.flag("LAMP", default=False, about="")
    env.number("SIZE", default=1, about="")
    secret(env)

    assert [fault.partition(":")[0] for fault in faults(env)] == ["LAMP", "SIZE", "KEY"]


def test_an_environment_without_faults_passes():
    env = Environment({"LAMP": "1"})

    env.flag("LAMP", default=False, about="")

    env.verify(hint="")


def test_every_variable_asked_for_is_documented_once():
    env = Environment({"LAMP": "yep"})

    env.flag("LAMP", default=False, about="Light.")
    env.flag("LAMP", default=False, about="Light.")
    env.text("NAME", default="", about="Who.")
    secret(env)

    assert env.documented() == (
        Variable("LAMP", "1, true, yes or on; 0, false, no or off", "off", "Light."),
        Variable("NAME", "text", "none", "Who."),
        Variable(
            "KEY", "8 or more random characters", "none", "Signs.", secret=True, required=True
        ),
    )


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@given(WORDS | st.sampled_from(["9" * 5_000, "1_000", "٣", "postgres://", "a,,b", "/", "~"]))
def test_any_value_is_read_or_refused_in_one_line(value):
    names = ("LAMP", "SIZE", "NAME", "HOSTS", "LEVEL", "PASS", "PASS_FILE")
    env = Environment(dict.fromkeys(names, value))

    env.flag("LAMP", default=True, about="")
    env.number("SIZE", default=1, about="")
    env.text("NAME", default="", about="")
    env.names("HOSTS", default=[], about="")
    env.choice("LEVEL", ["low", "high"], default="low", about="")
    env.secret("PASS", about="", required=False, least=50, default_means="none")

    try:
        env.verify(hint="")
    except FaultyEnvironment as faulty:
        told = [line.split(":")[0].strip() for line in str(faulty).split("\n")[1:-1]]
        assert sorted(told) == sorted(set(told) & set(names))
