using System.Text.RegularExpressions;
using System.Xml;

namespace ActorPlatform.Api.Reading;

/// <summary>Durations of ISO 8601, of weeks, days, hours, minutes and seconds; years and months have no fixed length and are refused.</summary>
internal static partial class IsoDuration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length > 40 || !Shape().IsMatch(text))
            return false;
        try
        {
            duration = text.EndsWith('W') ? TimeSpan.FromDays(7 * int.Parse(text.AsSpan(1, text.Length - 2))) : XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    public static string Format(TimeSpan duration) => XmlConvert.ToString(duration);

    [GeneratedRegex(@"\AP(?:\d{1,6}W|(?!\z)(?:\d{1,6}D)?(?:T(?!\z)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,7})?S)?)?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
