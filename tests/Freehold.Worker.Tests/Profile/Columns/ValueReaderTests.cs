using System.Globalization;
using System.Text;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Tests.Profile.Columns;

public sealed class ValueReaderTests
{
    [TestCase("0", "Integer", 0)]
    [TestCase("-17", "Integer", -17)]
    [TestCase(" 42 ", "Integer", 42)]
    [TestCase("999999999999999999", "Integer", 999999999999999999)]
    [TestCase("0.5", "Decimal", 0.5)]
    [TestCase(".5", "Decimal", 0.5)]
    [TestCase("-1.25", "Decimal", -1.25)]
    [TestCase("1e3", "Decimal", 1000)]
    [TestCase("6.02214076E+23", "Decimal", 6.02214076e23)]
    [TestCase("3.14159265358979323846", "Decimal", 3.141592653589793)]
    [TestCase("0.1", "Decimal", 0.1)]
    [TestCase("2020-03-07", "Date", 1583539200)]
    [TestCase("07.03.2020", "Date", 1583539200)]
    [TestCase("03/07/2020", "Date", 1583539200)]
    [TestCase("1970-01-01T00:00:01Z", "Timestamp", 1)]
    [TestCase("1970-01-01 02:00:00+02:00", "Timestamp", 0)]
    [TestCase("1970-01-01 02:00:00 +0200", "Timestamp", 0)]
    [TestCase("1970-01-01 1:30 PM", "Timestamp", 48600)]
    [TestCase("1970-01-01 12:30 AM", "Timestamp", 1800)]
    [TestCase("1970-01-01T00:00:00.25", "Timestamp", 0.25)]
    public void A_number_or_date_is_read(string text, string type, double number)
    {
        Assert.That(Read(text, out var read), Is.EqualTo(type));
        Assert.That(read, Is.EqualTo(number).Within(1e-12 * Math.Abs(number)));
    }

    [TestCase("true", "Boolean")]
    [TestCase("No", "Boolean")]
    [TestCase("nan", "Decimal")]
    [TestCase("-inf", "Decimal")]
    [TestCase("007", "Text")]
    [TestCase("-07", "Text")]
    [TestCase("+491512345678", "Text")]
    [TestCase("030 1234567", "Text")]
    [TestCase("1234567890123456789", "Text")]
    [TestCase("1.", "Text")]
    [TestCase("1.2.3", "Text")]
    [TestCase("1,5", "Text")]
    [TestCase("1e", "Text")]
    [TestCase("1e999", "Text")]
    [TestCase("-", "Text")]
    [TestCase(".", "Text")]
    [TestCase("12-34", "Text")]
    [TestCase("2020-13-01", "Text")]
    [TestCase("0x10", "Text")]
    [TestCase("truely", "Text")]
    [TestCase("n", "Text")]
    public void Anything_else_has_no_number(string text, string type)
    {
        Assert.That(Read(text, out var number), Is.EqualTo(type));
        Assert.That(type is "Text" || double.IsNaN(number), Is.True);
    }

    [Test]
    public void Doubles_as_people_write_them_are_read_as_the_library_reads_them()
    {
        var random = new Random(5);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var text = (random.NextDouble() * Math.Pow(10, random.Next(-3, 9))).ToString("F" + random.Next(1, 8), CultureInfo.InvariantCulture);
            Assert.That(Read(text, out var number), Is.EqualTo("Decimal"), text);
            Assert.That(number, Is.EqualTo(double.Parse(text, CultureInfo.InvariantCulture)).Within(1).Ulps, text);
        }
    }

    private static string Read(string text, out double number) => $"{ValueReader.Read(Encoding.UTF8.GetBytes(text), out number)}";
}
