using System.ComponentModel.DataAnnotations;
using ActorPlatform.Hocon.Conversion;

namespace ActorPlatform.Hocon.Binding;

/// <summary>Checks the validation attributes of options and says in HOCON's words what they allow.</summary>
internal static class OptionRules
{
    /// <summary>What is wrong with a property's value, or nothing.</summary>
    public static IEnumerable<string> Check(OptionProperty property, object owner)
    {
        var value = property.Get(owner);
        return property.Rules.Where(rule => !Holds(rule, value, owner, property)).Select(rule => Message(rule, property, value));
    }

    private static bool Holds(ValidationAttribute rule, object? value, object owner, OptionProperty property)
    {
        try
        {
            return rule.GetValidationResult(value, new ValidationContext(owner) { MemberName = property.Name }) == ValidationResult.Success;
        }
        catch (OverflowException)
        {
            // A range of int limits converts the value to int first.
            return false;
        }
    }

    private static string Message(ValidationAttribute rule, OptionProperty property, object? value) => rule switch
    {
        RequiredAttribute => "must be set",
        RangeAttribute range => $"{Show(value, property)} is out of range; allowed: {Show(range.Minimum, property)} to {Show(range.Maximum, property)}",
        RegularExpressionAttribute pattern => $"'{value}' does not have the form {pattern.Pattern}",
        _ => rule.FormatErrorMessage(property.Key),
    };

    private static string Show(object? value, OptionProperty property) => value switch
    {
        TimeSpan duration => HoconDuration.Format(duration),
        long or int when property.IsSize => HoconSize.Format(Convert.ToInt64(value)),
        double or long or int when property.IsSize => $"{value} bytes",
        _ => $"{value}",
    };
}
